# A random intercept with lme4, and Kenward & Roger 1997 (doi:10.2307/2533558) written anew with whole n by n matrices.
# Trials are made by a rule that any program can repeat; two real ones stay outside.
# Run: GJENKLANG_SHARED=/work/shared Rscript mixed.R > mixed.csv
suppressMessages(library(lme4))
shared <- file.path(Sys.getenv("GJENKLANG_SHARED"), "data")
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9, maxfun = 1e5), calc.derivs = FALSE,
                     check.conv.singular = "ignore")
kenward_roger <- function(m, k) {
  X <- as.matrix(getME(m, "X")); y <- getME(m, "y"); g <- getME(m, "flist")[[1]]
  G <- list(outer(as.integer(g), as.integer(g), "==") + 0, diag(nrow(X)))
  V1 <- solve(as.data.frame(VarCorr(m))$vcov[1] * G[[1]] + sigma(m)^2 * G[[2]])
  F <- solve(t(X) %*% V1 %*% X)
  P <- lapply(G, function(a) -t(X) %*% V1 %*% a %*% V1 %*% X)
  Q <- function(i, j) t(X) %*% V1 %*% G[[i]] %*% V1 %*% G[[j]] %*% V1 %*% X
  I <- matrix(0, 2, 2)
  for (i in 1:2) for (j in 1:2)
    I[i, j] <- sum(diag(V1 %*% G[[i]] %*% V1 %*% G[[j]])) - 2 * sum(diag(F %*% Q(i, j))) + sum(diag(F %*% P[[i]] %*% F %*% P[[j]]))
  W <- 2 * solve(I); more <- 0
  for (i in 1:2) for (j in 1:2) more <- more + W[i, j] * (Q(i, j) - P[[i]] %*% F %*% P[[j]])
  A <- F + 2 * F %*% more %*% F
  # Their general approximation, with one row in the contrast.
  L <- matrix(0, 1, ncol(X)); L[k] <- 1; T <- t(L) %*% solve(L %*% F %*% t(L)) %*% L; A1 <- A2 <- 0
  for (i in 1:2) for (j in 1:2) {
    A1 <- A1 + W[i, j] * sum(diag(T %*% F %*% P[[i]] %*% F)) * sum(diag(T %*% F %*% P[[j]] %*% F))
    A2 <- A2 + W[i, j] * sum(diag(T %*% F %*% P[[i]] %*% F %*% T %*% F %*% P[[j]] %*% F))
  }
  B <- (A1 + 6 * A2) / 2; a <- (2 * A1 - 5 * A2) / (3 * A2); d <- 3 + 2 * (1 - a)
  E <- 1 / (1 - A2); U <- 2 * (1 + a / d * B) / ((1 - (1 - a) / d * B)^2 * (1 - (3 - a) / d * B))
  rho <- U / (2 * E^2); df <- 4 + 3 / (rho - 1); lambda <- df / (E * (df - 2))
  c(se = sqrt(A[k, k] / lambda), df = df)
}
cat("trial,what,value\n")
one <- function(trial, formula, d) {
  m <- lmer(formula, d, control = tight); v <- as.data.frame(VarCorr(m))$vcov
  r <- kenward_roger(m, 2); b <- fixef(m)[[2]]; h <- qt(0.975, r[["df"]]) * r[["se"]]
  say <- function(what, value) cat(sprintf("%s,%s,%.6g\n", trial, what, value))
  say("value", b); say("se", r[["se"]]); say("df", r[["df"]]); say("low", b - h); say("high", b + h)
  say("between", v[1]); say("within", v[2]); say("n", nobs(m)); say("clusters", ngrps(m)[[1]])
}
# Cluster j has sizes[j] people, in one arm or (crossed) in both by turns; whole numbers from a simple rule.
make <- function(seed, sizes, crossed, pull) {
  x <- seed; draw <- function() { x <<- (x * 75 + 74) %% 65537; x / 65537 - 0.5 }
  rows <- NULL
  for (j in seq_along(sizes)) {
    u <- draw() * pull
    for (i in seq_len(sizes[j])) {
      arm <- if (crossed) i %% 2 else j %% 2
      pre <- round(20 + u / 2 + draw() * 20, 2)
      rows <- rbind(rows, c(j, arm, pre, round(pre / 2 + 12 + u + arm * 3 + draw() * 14, 2)))
    }
  }
  setNames(as.data.frame(rows), c("g", "arm", "pre", "y"))
}
trials <- list(eight = make(1, c(9, 4, 7, 2, 5, 8, 3, 6), FALSE, 12), crossed = make(2, rep(c(4, 7, 5), 10), TRUE, 10),
               couples = make(3, rep(2, 24), FALSE, 12), many = make(4, rep(c(3, 1, 6, 8), 12), FALSE, 6),
               flat = make(5, rep(c(5, 6), 6), FALSE, 0))
for (name in names(trials)) {
  one(paste(name, "adjusted"), y ~ arm + pre + (1 | g), trials[[name]])
  one(paste(name, "unadjusted"), y ~ arm + (1 | g), trials[[name]])
}
claus <- read.csv(file.path(shared, "claus_2020.csv"))
d <- merge(claus[claus$time == 1, c("id", "treatment", "hamd")], claus[claus$time == 4, c("id", "hamd")], by = "id")
d <- d[complete.cases(d), ]; names(d) <- c("id", "arm", "pre", "post")
d$y <- -d$post; d$first <- as.numeric(d$arm == "PA")
d$g <- paste(d$arm, d$id %% 5); one("claus nested", y ~ first + pre + (1 | g), d)
d$g <- as.character(d$id %% 7); one("claus crossed", y ~ first + pre + (1 | g), d)
wide <- read.csv(file.path(shared, "btheb_bdi_wide.csv"))
late <- c("bdi.2m", "bdi.4m", "bdi.6m", "bdi.8m")
long <- data.frame(g = rep(wide$rownames, 4), arm = as.numeric(rep(wide$treatment == "BtheB", 4)), pre = rep(wide$bdi.pre, 4),
                   month = factor(rep(late, each = nrow(wide))), y = -unlist(wide[late]))
long <- long[complete.cases(long), ]
one("btheb repeated", y ~ arm + pre + month + (1 | g), long)
one("btheb repeated unadjusted", y ~ arm + month + (1 | g), long)
