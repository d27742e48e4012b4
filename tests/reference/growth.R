# Mixed models of growth with lme4, a process with nlme, and a logistic regression, on data that stay outside.
# Run: GJENKLANG_SHARED=/work/shared Rscript growth.R > growth.csv
suppressMessages({library(lme4); library(nlme)})
shared <- file.path(Sys.getenv("GJENKLANG_SHARED"), "data")
cat("data,model,criterion,what,value\n")
say <- function(data, model, criterion, what, value) cat(sprintf("%s,%s,%s,%s,%.6g\n", data, model, criterion, what, value))
enrichd <- with(read.csv(file.path(shared, "enrichd_bdi_dev.csv")), data.frame(id = ID, t = time / 7, y = BDI))
riesby <- with(read.csv(file.path(shared, "riesby_hdrs_change.csv")), data.frame(id = subject, t = week, y = depr_score))
anxiety <- with(read.csv(file.path(shared, "anxiety.csv")), data.frame(id = subject, t = measurement, y = anxiety))
wide <- read.csv(file.path(shared, "btheb_bdi_wide.csv"))
btheb <- data.frame(id = rep(wide$rownames, 5), t = rep(c(0, 2, 4, 6, 8), each = nrow(wide)),
                    y = c(wide$bdi.pre, wide$bdi.2m, wide$bdi.4m, wide$bdi.6m, wide$bdi.8m))
bases <- list(log1p = function(t) log1p(t), linear = function(t) t, saturating = function(t) 1 - exp(-t / 2.3))
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9, maxfun = 1e5), calc.derivs = FALSE,
                     check.conv.singular = "ignore")
one <- function(name, d, basis, random, reml) {
  d$x <- bases[[basis]](d$t)
  m <- lmer(if (random == "intercept") y ~ x + (1 | id) else y ~ x + (x | id), d, REML = reml, control = tight)
  label <- paste(basis, random)
  criterion <- if (reml) "reml" else "ml"
  put <- function(what, value) say(name, label, criterion, what, value)
  put("deviance", if (reml) REMLcrit(m) else -2 * as.numeric(logLik(m)))
  table <- summary(m)$coefficients
  put("intercept", table[1, 1]); put("intercept se", table[1, 2])
  put("slope", table[2, 1]); put("slope se", table[2, 2])
  v <- VarCorr(m)$id
  put("intercept variance", v[1, 1])
  if (random != "intercept") { put("slope variance", v[2, 2]); put("covariance", v[1, 2]) }
  put("residual", sigma(m)^2)
  if (random != "intercept" && reml) {
    u <- ranef(m, condVar = TRUE)$id
    put("first own slope", u[1, 2])
    put("first own slope variance", attr(u, "postVar")[2, 2, 1])
  }
}
for (random in c("intercept", "intercept+slope")) for (reml in c(TRUE, FALSE)) {
  one("enrichd", enrichd, "log1p", random, reml)
  one("riesby", riesby, "linear", random, reml)
  one("anxiety", anxiety, "saturating", random, reml)
  one("btheb", btheb[complete.cases(btheb), ], "log1p", random, reml)
}
some <- enrichd[enrichd$id %in% sort(unique(enrichd$id))[1:80], ]
some <- some[!duplicated(some[c("id", "t")], fromLast = TRUE), ]
some$x <- log1p(some$t)
p <- lme(y ~ x, some, ~ x | id, corExp(c(4, 0.3), ~ t | id, nugget = TRUE), method = "ML",
         control = lmeControl(opt = "optim", maxIter = 200, msMaxIter = 500, reltol = 1e-12))
put <- function(what, value) cat(sprintf("enrichd80,process,ml,%s,%.4g\n", what, value))
cat(sprintf("enrichd80,process,ml,deviance,%.2f\n", -2 * as.numeric(logLik(p))))
put("intercept", fixef(p)[[1]]); put("slope", fixef(p)[[2]])
first <- enrichd[!duplicated(enrichd$id), ]
last <- enrichd[!duplicated(enrichd$id, fromLast = TRUE), ]
l <- glm(last$y > 10 ~ first$y, family = binomial, control = glm.control(epsilon = 1e-14))
say("enrichd", "logistic", "ml", "intercept", coef(l)[[1]]); say("enrichd", "logistic", "ml", "slope", coef(l)[[2]])
r <- rank(first$y); above <- last$y > 10
say("enrichd", "area", "none", "auc", (sum(r[above]) - sum(above) * (sum(above) + 1) / 2) / (sum(above) * sum(!above)))
claus <- with(read.csv(file.path(shared, "claus_2020.csv")), data.frame(id = id, t = time, y = hamd))
claus <- claus[complete.cases(claus), ]
m <- lmer(y ~ t + (t | id), claus, control = tight)
u <- ranef(m, condVar = TRUE)$id
relative <- u[, 2] / sqrt(apply(attr(u, "postVar"), 3, function(v) v[2, 2]))
s2 <- sigma(m)^2; x <- model.matrix(m); z <- t(as.matrix(getME(m, "Zt")))
inside <- diag(nlevels(getME(m, "flist")$id)) %x% solve(VarCorr(m)$id)
henderson <- solve(rbind(cbind(t(x) %*% x, t(x) %*% z), cbind(t(z) %*% x, t(z) %*% z + s2 * inside)) / s2)
own <- sapply(seq_len(nrow(u)), function(i) {
  pick <- rep(0, ncol(henderson)); pick[c(2, 2 + 2 * i)] <- 1
  (fixef(m)[[2]] + u[i, 2]) / sqrt(drop(pick %*% henderson %*% pick))
})
for (i in 1:5) { say("claus", "slopes", "reml", paste("relative", i), relative[i]); say("claus", "slopes", "reml", paste("own", i), own[i]) }
say("claus", "slopes", "reml", "own sum", sum(own))
bent <- lmer(y ~ splines::ns(t, knots = c(6, 13), Boundary.knots = c(0, 26)) + (t | id), enrichd, REML = FALSE, control = tight)
v <- VarCorr(bent)$id
say("enrichd", "spline", "ml", "deviance", -2 * as.numeric(logLik(bent))); say("enrichd", "spline", "ml", "residual", sigma(bent)^2)
say("enrichd", "spline", "ml", "intercept variance", v[1, 1]); say("enrichd", "spline", "ml", "slope variance", v[2, 2])
for (week in c(0, 8, 30)) say("enrichd", "spline", "ml", paste("expected", week), predict(bent, data.frame(t = week, id = NA), re.form = NA))
