# Two-by-two tables, base R. Barnard's test by brute force over 20,001 shares. Run: Rscript tables.R > tables.csv
cat("a,n1,c,n2,measure,value,low,high\n")
cases <- list(c(42, 103, 11, 102), c(52, 103, 23, 102), c(14, 76, 25, 73), c(40, 50, 13, 24), c(30, 45, 12, 29),
              c(39, 137, 19, 126), c(7, 12, 2, 15), c(5, 10, 5, 10), c(0, 8, 3, 9), c(1, 30, 4, 28))
z <- qnorm(0.975)
statistic <- function(x, n1, y, n2) {
  p <- (x + y) / (n1 + n2); e <- sqrt(p * (1 - p) * (1 / n1 + 1 / n2))
  ifelse(e > 0, (x / n1 - y / n2) / e, 0)
}
for (k in cases) {
  a <- k[1]; n1 <- k[2]; c <- k[3]; n2 <- k[4]; m <- rbind(c(a, n1 - a), c(c, n2 - c))
  say <- function(measure, v) cat(sprintf("%d,%d,%d,%d,%s,%s\n", a, n1, c, n2, measure, paste(sprintf("%.10g", c(v, rep(NaN, 3 - length(v)))), collapse = ",")))
  h <- if (any(m == 0)) m + 0.5 else m
  or <- h[1, 1] * h[2, 2] / (h[1, 2] * h[2, 1]); rr <- (h[1, 1] / sum(h[1, ])) / (h[2, 1] / sum(h[2, ]))
  say("odds_ratio", exp(log(or) + c(0, -1, 1) * z * sqrt(sum(1 / h))))
  say("risk_ratio", exp(log(rr) + c(0, -1, 1) * z * sqrt(1 / h[1, 1] - 1 / sum(h[1, ]) + 1 / h[2, 1] - 1 / sum(h[2, ]))))
  both <- suppressWarnings(prop.test(c(a, c), c(n1, n2), correct = FALSE))
  rd <- a / n1 - c / n2
  half <- z * sqrt(a / n1 * (1 - a / n1) / n1 + c / n2 * (1 - c / n2) / n2)
  say("risk_difference", c(rd, pmax(-1, rd - half), pmin(1, rd + half)))
  w1 <- suppressWarnings(prop.test(a, n1, correct = FALSE)$conf.int); w2 <- suppressWarnings(prop.test(c, n2, correct = FALSE)$conf.int)
  say("risk_difference_newcombe", c(rd, rd - sqrt((a / n1 - w1[1])^2 + (w2[2] - c / n2)^2), rd + sqrt((w1[2] - a / n1)^2 + (c / n2 - w2[1])^2)))
  say("chi_square", c(both$statistic, both$p.value))
  yates <- suppressWarnings(chisq.test(m)); say("chi_square_yates", c(yates$statistic, yates$p.value))
  say("fisher", c(NaN, fisher.test(m)$p.value))
  s <- outer(0:n1, 0:n2, function(x, y) statistic(x, n1, y, n2)); here <- statistic(a, n1, c, n2)
  extreme <- abs(s) >= abs(here) - 1e-9
  sum_at <- function(p) sum(outer(dbinom(0:n1, n1, p), dbinom(0:n2, n2, p))[extreme])
  grid <- seq(0, 1, length.out = 20001)[-c(1, 20001)]; at <- vapply(grid, sum_at, 0); best <- grid[which.max(at)]
  say("barnard", c(here, min(1, optimize(sum_at, best + c(-1, 1) / 20000, maximum = TRUE, tol = 1e-12)$objective)))
}
