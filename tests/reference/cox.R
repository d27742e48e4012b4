# Cox's model and the check of proportional hazards, by R's survival, on the two real files.
# The check is Grambsch and Therneau's of 1994 with time as ranks, as survival had it before 3.0 (cox.zph now scores it).
suppressMessages(library(survival))
data <- file.path(Sys.getenv("GJENKLANG_SHARED", "../shared"), "data")

check <- function(fit) {
    scaled <- residuals(fit, "scaledsch")
    if (is.null(dim(scaled))) scaled <- matrix(scaled, ncol = 1)
    times <- as.numeric(rownames(residuals(fit, "schoenfeld")))
    if (!length(times)) times <- as.numeric(names(residuals(fit, "schoenfeld")))
    ranks <- rank(times) - mean(rank(times))
    variance <- diag(as.matrix(fit$var))
    pull <- as.vector(ranks %*% scaled)
    pull^2 / (variance * fit$nevent * sum(ranks^2))
}

say <- function(name, fit) {
    rows <- summary(fit)$coefficients
    ends <- confint(fit)
    for (one in rownames(rows)) {
        place <- match(one, rownames(rows))
        cat(sprintf("%s,%s,%s,%.9g\n", name, one, c("coefficient", "se", "p", "low", "high", "check"),
            c(rows[one, "coef"], rows[one, "se(coef)"], rows[one, "Pr(>|z|)"], exp(ends[one, 1]), exp(ends[one, 2]),
              check(fit)[place])), sep = "")
    }
    cat(sprintf("%s,all,%s,%.9g\n", name, c("log_likelihood", "concordance", "n", "events"),
        c(fit$loglik[2], fit$concordance["concordance"], fit$n, fit$nevent)), sep = "")
}

cat("data,covariate,what,value\n")
uis <- read.csv(file.path(data, "uis_drug_treatment.csv"))
say("uis", coxph(Surv(TIME, CENSOR) ~ AGE + BECK + TREAT, data = uis, ties = "efron"))
help <- read.csv(file.path(data, "help_rct.csv"))
say("help", coxph(Surv(dayslink, linkstatus) ~ age + cesd, data = help, ties = "efron"))
