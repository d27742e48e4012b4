# Effect sizes of change, base R, written from the papers (Becker 1988; Bonett 2008; Hedges 1981; Steiger & Fouladi 1997).
# Run: GJENKLANG_SHARED=/work/shared Rscript effects.R > effects.csv
# The data are GPL and stay outside; only effects are printed.
shared <- file.path(Sys.getenv("GJENKLANG_SHARED"), "data")
claus <- read.csv(file.path(shared, "claus_2020.csv"))
pairs_of <- function(outcome) {
  both <- merge(claus[claus$time == 1, c("id", "treatment", outcome)], claus[claus$time == 4, c("id", outcome)], by = "id")
  both <- both[complete.cases(both), ]
  list(arm = both$treatment, pre = both[[3]], post = both[[4]])
}
cat("effect,outcome,arm,n,value,low,high\n")
say <- function(effect, outcome, arm, n, v) cat(sprintf("%s,%s,%s,%d,%.10f,%.10f,%.10f\n", effect, outcome, arm, n, v[1], v[2], v[3]))
z <- qnorm(0.975)
J <- function(m) exp(lgamma(m / 2) - log(sqrt(m / 2)) - lgamma((m - 1) / 2))
around <- function(value, variance) value + c(0, -1, 1) * z * sqrt(variance)
smcr <- function(pre, post, way, factor) {
  d <- factor * way * mean(post - pre) / sd(pre)
  around(d, 2 * (1 - cor(pre, post)) / length(pre) + d^2 / (2 * length(pre)))
}
for (outcome in c("bdi", "hamd", "who")) {
  way <- if (outcome == "who") 1 else -1
  d <- pairs_of(outcome)
  for (arm in c("all", "PA", "TAU")) {
    keep <- arm == "all" | d$arm == arm
    pre <- d$pre[keep]; post <- d$post[keep]; n <- length(pre); r <- cor(pre, post)
    say("raw", outcome, arm, n, smcr(pre, post, way, 1))
    say("smcr", outcome, arm, n, smcr(pre, post, way, J(n - 1)))
    v1 <- var(pre); v2 <- var(post); s2 <- (v1 + v2) / 2
    av <- way * mean(post - pre) / sqrt(s2)
    variance <- av^2 * (v1^2 + v2^2 + 2 * r^2 * v1 * v2) / (8 * (n - 1) * s2^2) + (v1 + v2 - 2 * r * sqrt(v1 * v2)) / ((n - 1) * s2)
    say("average_sd", outcome, arm, n, around(av, variance))
    say("g", outcome, arm, n, J(n - 1) * around(av, variance))
    t <- t.test(way * (post - pre))$statistic
    bound <- function(p) uniroot(function(ncp) pt(t, n - 1, ncp) - p, c(t - 15, t + 15), tol = 1e-11)$root
    say("d_z", outcome, arm, n, c(t, bound(0.975), bound(0.025)) / sqrt(n))
  }
  a <- d$arm == "PA"; b <- d$arm == "TAU"
  pooled <- summary(lm(d$post ~ d$arm))$sigma
  g <- J(length(d$post) - 2) * way * (mean(d$post[a]) - mean(d$post[b])) / pooled
  say("between_at_end", outcome, "PA-TAU", length(d$post), around(g, 1 / sum(a) + 1 / sum(b) + g^2 / (2 * length(d$post))))
  one <- smcr(d$pre[a], d$post[a], way, J(sum(a) - 1)); two <- smcr(d$pre[b], d$post[b], way, J(sum(b) - 1))
  say("difference_of_changes", outcome, "PA-TAU", length(d$post),
      around(one[1] - two[1], ((one[3] - one[1]) / z)^2 + ((two[3] - two[1]) / z)^2))
  # Severity-adjusted: reference = everyone who starts beyond the cut-off; unit = the arm.
  cut <- c(bdi = 18, hamd = 20, who = 13)[[outcome]]
  inside <- if (way > 0) d$pre < cut else d$pre > cut
  fit <- lm(post ~ pre, data.frame(pre = d$pre[inside], post = d$post[inside]))
  residual <- way * residuals(fit)
  spread <- sd(d$pre[inside]); gain <- mean(way * (d$post - d$pre)[inside])
  for (arm in c("PA", "TAU")) {
    mine <- d$arm[inside] == arm
    for (which in c("brown", "seidel-miller-chow-2")) {
      values <- ((if (which == "brown") gain else 0) + residual[mine]) / spread
      say(which, outcome, arm, sum(mine), c(mean(values), t.test(values)$conf.int))
    }
  }
}
