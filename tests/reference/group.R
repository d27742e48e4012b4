# Group level of change, base R: t.test within and between, half an SD, effect-size bands, and Hageman & Arrindell's
# shares in true scores with a jackknife written as a loop.
# Run: GJENKLANG_SHARED=/work/shared Rscript group.R > group.csv
# The data are GPL and stay outside; only results are printed.
shared <- file.path(Sys.getenv("GJENKLANG_SHARED"), "data")
claus <- read.csv(file.path(shared, "claus_2020.csv"))
drugs <- read.csv(file.path(shared, "antidepressants.csv"))
pairs_of <- function(outcome) {
  both <- merge(claus[claus$time == 1, c("id", "treatment", outcome)], claus[claus$time == 4, c("id", outcome)], by = "id")
  both <- both[complete.cases(both), ]
  list(arm = both$treatment, pre = both[[3]], post = both[[4]])
}
cat("what,outcome,arm,n,value,low,high\n")
say <- function(what, outcome, arm, n, v) cat(sprintf("%s,%s,%s,%d,%.10f,%.10f,%.10f\n", what, outcome, arm, n, v[1], v[2], v[3]))
for (outcome in c("bdi", "hamd", "who")) {
  way <- if (outcome == "who") 1 else -1
  d <- pairs_of(outcome)
  for (arm in c("all", "PA", "TAU")) {
    keep <- arm == "all" | d$arm == arm
    pre <- d$pre[keep]; post <- d$post[keep]; n <- length(pre)
    t <- t.test(way * (post - pre))
    say("mean_change", outcome, arm, n, c(t$estimate, t$conf.int))
    say("half_sd", outcome, arm, n, c(sd(pre) / 2, NA, NA))
    effect <- way * (post - pre) / sd(pre)
    five <- cut(effect, c(-Inf, -0.8, -0.5, 0.5, 0.8, Inf), right = FALSE)
    three <- cut(effect, c(-Inf, -0.8, 0.8, Inf), right = FALSE)
    for (band in 1:5) say(paste0("openfit-", 6 - band), outcome, arm, n, c(table(five)[band], NA, NA))
    for (band in 1:3) say(paste0("openfit-three-", 4 - band), outcome, arm, n, c(table(three)[band], NA, NA))
  }
}
after <- drugs[drugs$measurement == "After", ]
wait <- after$mom_di[after$condition == "Wait List"]
for (arm in c("Inactive Placebo", "Active Placebo", "Antidepressant")) {
  own <- after$mom_di[after$condition == arm]
  t <- t.test(wait, own)
  say("difference", "mom_di", arm, length(own) + length(wait), c(-diff(t$estimate), t$conf.int))
}
z <- qnorm(0.975)
jackknife <- function(what, outcome, pre, post, of) {
  n <- length(pre)
  whole <- of(pre, post)
  others <- sapply(seq_len(n), function(out) of(pre[-out], post[-out]))
  se <- sqrt((n - 1) / n * sum((others - mean(others))^2))
  say(what, outcome, "all", n, pnorm(c(whole, whole - z * se, whole + z * se)))
}
cut_off <- 20.209066
for (case in list(c("hamd", 0.8), c("bdi", 0.801))) {
  d <- pairs_of(case[1]); r <- as.numeric(case[2])
  jackknife("ha_changed", case[1], d$pre, d$post, function(x1, x2) {
    mean(x1 - x2) / sqrt(var(x2 - x1) - 2 * var(x1) * (1 - r))
  })
  jackknife("ha_functional", case[1], d$pre, d$post, function(x1, x2) {
    (cut_off - mean(x2)) / sqrt(var(x2) - var(x1) * (1 - r))
  })
}
