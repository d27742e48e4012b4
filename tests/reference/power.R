# Power and sample size, stats::power.t.test(strict) and power.prop.test. Run: Rscript power.R > power.csv
cat("what,d,p1,p2,n,alpha,value\n")
say <- function(what, d, p1, p2, n, alpha, value) cat(sprintf("%s,%g,%g,%g,%g,%g,%.8f\n", what, d, p1, p2, n, alpha, value))
for (d in c(0.15, 0.28, 0.5, 0.8, 1.5)) for (alpha in c(0.01, 0.05)) {
  for (n in c(5, 30, 102, 400)) say("power_of_means", d, 0, 0, n, alpha, power.t.test(n, d, sig.level = alpha, strict = TRUE)$power)
  for (power in c(0.8, 0.9)) say("sample_of_means", d, power, 0, 0, alpha, power.t.test(delta = d, power = power, sig.level = alpha, strict = TRUE, tol = 1e-10)$n)
}
for (p in list(c(0.408, 0.108), c(0.505, 0.226), c(0.5, 0.45), c(0.1, 0.2))) {
  for (n in c(20, 102, 500)) say("power_of_shares", 0, p[1], p[2], n, 0.05, power.prop.test(n, p[1], p[2])$power)
  say("sample_of_shares", 0.8, p[1], p[2], 0, 0.05, power.prop.test(p1 = p[1], p2 = p[2], power = 0.8, tol = 1e-10)$n)
}
