# Two arms: ANCOVA, and CR2 with Satterthwaite's degrees of freedom; base R with whole n by n matrices, written from
# Pustejovsky & Tipton 2018 (doi:10.1080/07350015.2016.1247004). Run: GJENKLANG_SHARED=/work/shared Rscript compare.R > compare.csv
claus <- read.csv(file.path(Sys.getenv("GJENKLANG_SHARED"), "data", "claus_2020.csv"))
cat("outcome,clusters,adjusted,value,se,df,low,high,p\n")
cr2 <- function(fit, cluster, k) {
  X <- model.matrix(fit); n <- nrow(X); M <- solve(crossprod(X)); H <- X %*% M %*% t(X); R <- diag(n) - H
  names <- unique(cluster); meat <- 0; G <- matrix(0, n, length(names))
  for (g in seq_along(names)) {
    i <- cluster == names[g]; s <- svd(R[i, i, drop = FALSE])
    keep <- s$d > 1e-10
    A <- s$u[, keep, drop = FALSE] %*% diag(1 / sqrt(s$d[keep]), sum(keep)) %*% t(s$v[, keep, drop = FALSE])
    v <- M %*% t(X[i, , drop = FALSE]) %*% A %*% residuals(fit)[i]
    meat <- meat + v %*% t(v)
    G[, g] <- R[, i, drop = FALSE] %*% A %*% X[i, , drop = FALSE] %*% M[, k]
  }
  l <- eigen(crossprod(G), symmetric = TRUE)$values
  c(sqrt(meat[k, k]), sum(l)^2 / sum(l^2))
}
for (outcome in c("bdi", "hamd", "who")) {
  way <- if (outcome == "who") 1 else -1
  d <- merge(claus[claus$time == 1, c("id", "treatment", outcome)], claus[claus$time == 4, c("id", outcome)], by = "id")
  d <- d[complete.cases(d), ]; names(d) <- c("id", "arm", "pre", "post")
  d$y <- way * d$post; d$first <- as.numeric(d$arm == "PA")
  for (adjusted in 1:0) for (clusters in c("none", "nested", "crossed")) {
    fit <- if (adjusted) lm(y ~ first + pre, d) else lm(y ~ first, d)
    value <- coef(fit)[["first"]]
    if (clusters == "none") { se <- summary(fit)$coefficients["first", 2]; df <- fit$df.residual }
    else {
      cluster <- if (clusters == "nested") paste(d$arm, d$id %% 5) else as.character(d$id %% 7)
      found <- cr2(fit, cluster, 2); se <- found[1]; df <- found[2]
    }
    h <- qt(0.975, df) * se
    cat(sprintf("%s,%s,%d,%.10f,%.10f,%.10f,%.10f,%.10f,%.10f\n", outcome, clusters, adjusted, value, se, df, value - h, value + h, 2 * pt(-abs(value / se), df)))
  }
}
