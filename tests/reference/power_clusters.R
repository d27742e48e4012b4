# Power and sample size of trials in clusters (and couples): noncentral t, and Student's t for shares, on 2 (clusters - 1)
# degrees of freedom; both partners by enumeration of who reaches it. Run: Rscript power_clusters.R > power_clusters.csv
cat("what,a,b,size,icc,n,value\n")
say <- function(what, a, b, size, icc, n, value) cat(sprintf("%s,%g,%g,%g,%g,%g,%.8f\n", what, a, b, size, icc, n, value))
worth <- function(n, size, icc) n / (1 + (size - 1) * icc)
means <- function(n, d, size, icc) {
  df <- 2 * (n / size - 1); t <- qt(0.975, df); away <- d * sqrt(worth(n, size, icc) / 2)
  1 - pt(t, df, away) + pt(-t, df, away)
}
shares <- function(n, p, q, size, icc) {
  df <- 2 * (n / size - 1); m <- (p + q) / 2
  pt((sqrt(worth(n, size, icc)) * abs(p - q) - qt(0.975, df) * sqrt(2 * m * (1 - m))) / sqrt(p * (1 - p) + q * (1 - q)), df)
}
least <- function(f, size) uniroot(function(n) f(n) - 0.8, c(2.02 * size, 1e5), tol = 1e-9)$root
for (size in c(2, 6, 20)) for (icc in c(0.01, 0.05, 0.3)) {
  for (d in c(0.3, 0.5)) {
    say("means", d, 0, size, icc, 240, means(240, d, size, icc))
    say("sample_means", d, 0, size, icc, 0, least(function(n) means(n, d, size, icc), size))
  }
  say("shares", 0.41, 0.11, size, icc, 120, shares(120, 0.41, 0.11, size, icc))
  say("sample_shares", 0.5, 0.3, size, icc, 0, least(function(n) shares(n, 0.5, 0.3, size, icc), size))
}
# phi = (both - p q) / sqrt(p (1 - p) q (1 - q)) is the correlation of two columns of 0 and 1: turned over by uniroot.
for (p in c(0.2, 0.5, 0.7)) for (q in c(0.3, 0.5)) for (phi in c(-0.2, 0, 0.3)) {
  f <- function(both) {
    w <- c(both, p - both, q - both, 1 - p - q + both)
    cov.wt(cbind(c(1, 1, 0, 0), c(1, 0, 1, 0)), w, cor = TRUE, method = "ML")$cor[1, 2] - phi
  }
  say("both", p, q, 0, phi, 0, uniroot(f, c(max(0, p + q - 1) + 1e-9, min(p, q) - 1e-9), tol = 1e-12)$root)
}
