# Regression to one's own mean by lm(): two scores of many people, standardised, whose correlation is exactly r.
# What the fitted line expects of the next score, less the score then, is (1 - r)(mean - then). Run: Rscript returning.R > returning.csv
cat("before,then,r,value\n")
say <- function(before, then, r) {
  set.seed(20261126)
  n <- 200
  z <- scale(qr.Q(qr(cbind(1, rnorm(n), rnorm(n))))[, 2:3])
  first <- z[, 1]
  second <- r * z[, 1] + sqrt(1 - r^2) * z[, 2]
  m <- mean(before)
  people <- data.frame(x = m + 7 * first, y = m + 7 * second)
  line <- lm(y ~ x, people)
  expected <- unname(predict(line, data.frame(x = then)))
  cat(sprintf("%s,%s,%s,%.9f\n", paste(before, collapse = " "), then, r, round(expected - then, 9) + 0))
}
for (r in c(0, 0.49, 0.58, 0.66, 0.84, 0.93, 1)) {
  say(c(15, 17, 16), 11, r)
  say(c(14.2), 14.2, r)
  say(c(31.5, 28.4, 30.1, 29.9, 33.3), 36.6, r)
  say(c(12, 9, 15, 14), 21, r)
}
