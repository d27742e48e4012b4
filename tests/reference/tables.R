# Two arms, base R. Run: Rscript tables.R > tables.csv
cat("first,second,what,value,low,high\n")
say <- function(k, what, v) cat(sprintf("%d/%d,%d/%d,%s,%.10g,%.10g,%.10g\n", k[1], k[2], k[3], k[4], what, v[1], v[2], v[3]))
z <- qnorm(.975)
for (k in list(c(42, 103, 11, 102), c(52, 103, 23, 102), c(14, 76, 25, 73), c(40, 50, 13, 24), c(30, 45, 12, 29), c(39, 137, 19, 126),
               c(3, 9, 5, 8), c(10, 10, 7, 10))) {
  a <- k[1]; b <- k[2] - a; c <- k[3]; d <- k[4] - c
  m <- matrix(c(a, c, b, d), 2)
  if (all(m > 0)) {
    or <- exp(log(a * d / (b * c)) + c(0, -z, z) * sqrt(1/a + 1/b + 1/c + 1/d)); say(k, "or", or)
    rr <- exp(log((a / k[2]) / (c / k[4])) + c(0, -z, z) * sqrt(1/a - 1/k[2] + 1/c - 1/k[4])); say(k, "rr", rr)
  }
  w <- function(x, n) prop.test(x, n, correct = FALSE)$conf.int
  p <- a / k[2]; q <- c / k[4]; l <- suppressWarnings(w(a, k[2])); u <- suppressWarnings(w(c, k[4]))
  say(k, "rd", c(p - q, p - q - sqrt((p - l[1])^2 + (u[2] - q)^2), p - q + sqrt((l[2] - p)^2 + (q - u[1])^2)))
  chi <- suppressWarnings(chisq.test(m, correct = FALSE)); say(k, "chi", c(chi$statistic, chi$p.value, NA))
  say(k, "fisher", c(fisher.test(m)$p.value, NA, NA))
}
