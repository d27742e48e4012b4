# Before and after: segmented regression with AR(1) errors (nlme::gls, REML), Newey & West's errors in base R, and charts.
# The series are made by a rule that any program can repeat. Run: Rscript series.R > series.csv
suppressMessages(library(nlme))
cat("series,what,place,value,se\n")
say <- function(series, what, place, value, se = NaN) cat(sprintf("%s,%s,%d,%.10g,%.10g\n", series, what, place, value, se))
make <- function(k, n, change) { # whole numbers from a simple rule; rows resemble the one before
  e <- 0; y <- numeric(n); x <- k
  for (t in 1:n) { x <- (x * 75 + 74) %% 65537; e <- 0.5 * e + (x / 65537 - 0.5) * 8; y[t] <- round(30 + 0.2 * t + (t > change) * 5 + e, 3) }
  y
}
for (k in 1:4) {
  n <- c(24, 36, 48, 60)[k]; change <- c(12, 20, 24, 15)[k]; y <- make(100 + k, n, change)
  d <- data.frame(y = y, t = 0:(n - 1)); d$after <- as.numeric(d$t >= change); d$since <- d$after * (d$t - change)
  fit <- gls(y ~ t + after + since, d, correlation = corAR1(form = ~t), control = glsControl(tolerance = 1e-12, msTol = 1e-14))
  se <- sqrt(diag(fit$varBeta))
  # nlme's optimum is refined on the profile of its own likelihood
  f <- function(r) -as.numeric(logLik(gls(y ~ t + after + since, d, correlation = corAR1(r, form = ~t, fixed = TRUE))))
  start <- coef(fit$modelStruct$corStruct, unconstrained = FALSE)
  rho <- optimize(f, c(max(-0.99, start - 0.1), min(0.99, start + 0.1)), tol = 1e-10)$minimum
  fit <- gls(y ~ t + after + since, d, correlation = corAR1(rho, form = ~t, fixed = TRUE)); se <- sqrt(diag(fit$varBeta))
  for (j in 2:4) say(k, "ar1", j, coef(fit)[[j]], se[[j]])
  say(k, "ar1_rho", 0, rho)
  ols <- lm(y ~ t + after + since, d); X <- model.matrix(ols); u <- X * residuals(ols); L <- floor(4 * (n / 100)^(2 / 9))
  meat <- matrix(0, 4, 4)
  for (a in 1:n) for (b in 1:n) if (abs(a - b) <= L) meat <- meat + (1 - abs(a - b) / (L + 1)) * u[a, ] %*% t(u[b, ])
  V <- solve(crossprod(X)) %*% meat %*% solve(crossprod(X)) * n / (n - 4)
  for (j in 2:4) say(k, "newey-west", j, coef(ols)[[j]], sqrt(V[j, j]))
  base <- y[1:change]; mr <- mean(abs(diff(base)))
  say(k, "xmr", 0, mean(base), 2.66 * mr)
  for (i in which(abs(y - mean(base)) > 2.66 * mr)) say(k, "xmr_beyond", i - 1, y[i])
  r <- rle((y > median(y))[y != median(y)]); say(k, "run", max(r$lengths), length(r$lengths) - 1, qbinom(0.05, sum(y != median(y)) - 1, 0.5))
  counts <- floor(y * (k + 1)); totals <- 100 * (k + 1) + (0:(n - 1)) %% 7
  p <- counts / totals; m <- sum(counts) / sum(totals); s <- sqrt(m * (1 - m) / totals); z <- (p - m) / s
  say(k, "laney", 0, m, mean(abs(diff(z))) / 1.128)
  for (i in c(1, n)) say(k, "laney_high", i - 1, min(1, m + 3 * s[i] * max(1, mean(abs(diff(z))) / 1.128)))
}
