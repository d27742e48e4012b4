# Indices of change of a whole file, base R, written from the formulas of Claus, Wager & Bonnet 2024.
# Run: GJENKLANG_SHARED=/work/shared Rscript change.R > change.csv
# The data are GPL and stay outside; only sums over people are printed.
shared <- file.path(Sys.getenv("GJENKLANG_SHARED"), "data")
pairs_of <- function(file, id, when, pre, post, outcome) {
  d <- read.csv(file.path(shared, file))
  at <- function(moment) d[as.character(d[[when]]) == moment, c(id, outcome)]
  both <- merge(at(pre), at(post), by = id)
  both <- both[complete.cases(both), ]
  list(pre = both[[2]], post = both[[3]])
}
cat("what,data,method,reliability,value\n")
say <- function(what, data, method, r, value) cat(sprintf("%s,%s,%s,%s,%.10f\n", what, data, method, r, value))
index <- function(x1, x2, r, method) {
  s <- sd(x1); m <- mean(x1); sem <- s * sqrt(1 - r); s_diff <- sqrt(2) * sem
  switch(method,
    jt = (x2 - x1) / s_diff,
    gln = ((x2 - m) - r * (x1 - m)) / (s * sqrt(1 - r^2)),
    hll = ((x2 - mean(x2)) - r * (x1 - m)) / (s * sqrt(1 - r^2)),
    en = (x2 - (r * (x1 - m) + m)) / sem,
    nk = (x2 - (r * (x1 - m) + m)) / sqrt(r^2 * s^2 * (1 - r) + s^2 * (1 - r)),
    ha = {
      s2 <- sd(x2); r1 <- (s^2 - sem^2) / s^2; r2 <- (s2^2 - sem^2) / s2^2; r12 <- cor(x1, x2)
      rdd <- (s^2 * r1 + s2^2 * r2 - 2 * s * s2 * r12) / (s^2 + s2^2 - 2 * s * s2 * r12)
      ((x2 - x1) * rdd + (mean(x2) - m) * (1 - rdd)) / (sqrt(rdd) * s_diff)
    })
}
sets <- list(
  hamd = c(pairs_of("claus_2020.csv", "id", "time", "1", "4", "hamd"), r = 0.8),
  bdi = c(pairs_of("claus_2020.csv", "id", "time", "1", "4", "bdi"), r = 0.801),
  das = c(pairs_of("jacobson_1989.csv", "subject", "time", "pre", "post", "das"), r = 0.8),
  gds = c(pairs_of("jacobson_1989.csv", "subject", "time", "pre", "post", "gds"), r = 0.9)
)
for (name in names(sets)) {
  d <- sets[[name]]
  say("n", name, "", d$r, length(d$pre))
  say("mean_pre", name, "", d$r, mean(d$pre))
  say("sd_pre", name, "", d$r, sd(d$pre))
  say("s_diff", name, "", d$r, sd(d$pre) * sqrt(2) * sqrt(1 - d$r))
  for (method in c("jt", "gln", "hll", "en", "nk", "ha")) {
    i <- index(d$pre, d$post, d$r, method)
    say("index_sum", name, method, d$r, sum(i))
    say("index_square", name, method, d$r, sum(i^2))
    say("index_min", name, method, d$r, min(i))
    say("index_max", name, method, d$r, max(i))
    say("index_with_first", name, method, d$r, sum(i * d$pre))
  }
}
# Jacobson & Truax 1991, table 2: the categories for three reliabilities and three cut-offs.
d <- sets$das; norm <- c(114.8, 17.8)
for (case in list(c(0.8, "c"), c(0.88, "c"), c(0.95, "c"), c(0.88, "a"), c(0.88, "b"))) {
  r <- as.numeric(case[1]); s <- sd(d$pre); m <- mean(d$pre)
  cut <- switch(case[2], a = m + 2 * s, b = norm[1] - 2 * norm[2], c = (s * norm[1] + norm[2] * m) / (s + norm[2]))
  rc <- index(d$pre, d$post, r, "jt"); z <- qnorm(0.975)
  up <- rc > z; crossed <- d$pre < cut & d$post > cut
  say("cutoff", "das", case[2], r, cut)
  say("recovered", "das", case[2], r, sum(up & crossed))
  say("improved", "das", case[2], r, sum(up & !crossed))
  say("unchanged", "das", case[2], r, sum(abs(rc) <= z))
  say("worse", "das", case[2], r, sum(rc < -z))
  say("crossed", "das", case[2], r, sum(abs(rc) <= z & crossed))
}
