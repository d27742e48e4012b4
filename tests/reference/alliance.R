# Noise in alliance rules, and a ceiling's effect on reliability; base R, by integrate(). Run: Rscript alliance.R > alliance.csv
cat("what,mean,sd,r,limit,k,value\n")
say <- function(what, mean, sd, r, limit, k, value) cat(sprintf("%s,%g,%g,%g,%g,%g,%.12f\n", what, mean, sd, r, limit, k, value))
whole <- function(f) integrate(f, -10, 10, rel.tol = 1e-12, abs.tol = 1e-14, subdivisions = 2000)$value
stays <- function(mean, sd, r, limit, k) {
  c <- (limit - mean) / sd
  whole(function(t) dnorm(t) * pnorm((sqrt(r) * t - c) / sqrt(1 - r))^k)
}
for (mean in c(30, 36, 39.6)) for (r in c(0, 0.31, 0.64, 0.88)) for (limit in c(36, 39.5)) {
  for (k in c(1, 2, 3, 5)) say("stays", mean, 5.3, r, limit, k, stays(mean, 5.3, r, limit, k))
  say("passes", mean, 5.3, r, limit, 2, stays(mean, 5.3, r, limit, 1) - stays(mean, 5.3, r, limit, 2))
}
for (r in c(0, 0.64, 0.88)) for (k in c(1, 2.5, 5)) say("falls", 36, 5.3, r, 0, k, pnorm(-k / (5.3 * sqrt(2 * (1 - r)))))
# g(t): expected mark of a true score; integrated numerically, not by its closed form.
ceiling_of <- function(mean, sd, r, top, stability) {
  e <- sd * sqrt(1 - r); s <- sd * sqrt(r)
  g <- Vectorize(function(x) integrate(function(u) pmin(x + e * u, top) * dnorm(u), -9, (top - x) / e, rel.tol = 1e-11, subdivisions = 500)$value + top * pnorm((top - x) / e, lower.tail = FALSE))
  at <- seq(mean - 9.5 * s, mean + 9.5 * s, length.out = 4001)
  spline <- splinefun(at, vapply(at, function(x) if ((top - x) / e < -9) top else if ((top - x) / e > 9) x else g(x), 0))
  inner <- function(t) vapply(t, function(one) integrate(function(v) spline(mean + s * (stability * one + sqrt(1 - stability^2) * v)) * dnorm(v), -6.5, 6.5, rel.tol = 1e-10, subdivisions = 500)$value, 0)
  m <- integrate(function(t) spline(mean + s * t) * dnorm(t), -9, 9, rel.tol = 1e-10)$value
  vg <- integrate(function(t) (spline(mean + s * t) - m)^2 * dnorm(t), -9, 9, rel.tol = 1e-10)$value
  shared <- integrate(function(t) (spline(mean + s * t) - m) * (inner(t) - m) * dnorm(t), -6.5, 6.5, rel.tol = 1e-9)$value
  z <- function(f) integrate(function(u) f(pmin(mean + sd * u, top)) * dnorm(u), -9, (top - mean) / sd, rel.tol = 1e-11)$value + f(top) * pnorm((top - mean) / sd, lower.tail = FALSE)
  v <- z(function(y) (y - m)^2)
  c(share = pnorm((mean - top) / sd), mean = m, sd = sqrt(v), reliability = vg / v, change = (vg - shared) / (v - shared))
}
for (mean in c(30, 36, 39.6)) for (r in c(0.64, 0.88)) {
  found <- ceiling_of(mean, 5.3, r, 40, 0.5)
  for (name in names(found)) say(paste0("ceiling_", name), mean, 5.3, r, 40, 0.5, found[[name]])
}
