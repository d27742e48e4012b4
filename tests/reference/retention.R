# Retention with survival, competing endings with cmprsk, on data that stay outside.
# Run: GJENKLANG_SHARED=/work/shared Rscript retention.R > retention.csv
suppressMessages({library(survival); library(cmprsk)})
shared <- file.path(Sys.getenv("GJENKLANG_SHARED"), "data")
cat("data,part,what,value\n")
say <- function(data, part, what, value) cat(sprintf("%s,%s,%s,%.9g\n", data, part, what, value))
at <- c(30, 90, 180)
curve <- function(name, d, times) {
  fit <- survfit(Surv(time, event) ~ 1, d)
  found <- summary(fit, times = times, extend = FALSE)
  say(name, "all", "n", nrow(d)); say(name, "all", "events", sum(d$event))
  middle <- quantile(fit, 0.5)
  say(name, "all", "median", middle$quantile); say(name, "all", "median_low", middle$lower); say(name, "all", "median_high", middle$upper)
  for (i in seq_along(found$time)) {
    t <- found$time[i]
    say(name, t, "at_risk", found$n.risk[i]); say(name, t, "share", found$surv[i]); say(name, t, "se", found$std.err[i])
    say(name, t, "low", found$lower[i]); say(name, t, "high", found$upper[i])
  }
}
compare <- function(name, d, group) {
  test <- survdiff(Surv(time, event) ~ d[[group]], d)
  say(name, group, "chi2", test$chisq); say(name, group, "df", length(test$n) - 1)
  for (i in seq_along(test$n)) say(name, group, paste0("expected_", i), test$exp[i])
}
uis <- read.csv(file.path(shared, "uis_drug_treatment.csv"))
uis <- data.frame(time = uis$TIME, event = uis$CENSOR, treat = uis$TREAT, site = uis$SITE, iv = uis$IV, age = uis$AGE)
curve("uis", uis, c(at, 365)); compare("uis", uis, "treat"); compare("uis", uis, "site"); compare("uis", uis[!is.na(uis$iv), ], "iv")
help <- read.csv(file.path(shared, "help_rct.csv"))
help <- with(help[!is.na(help$dayslink) & !is.na(help$linkstatus), ], data.frame(time = dayslink, event = linkstatus, treat = treat, substance = substance, age = age, female = female))
curve("help", help, at); compare("help", help, "treat"); compare("help", help, "substance")
ctn <- read.csv(gzfile(file.path(shared, "ctn0094", "ctnote_outcomes_dev_half.csv.gz")))
who <- read.csv(file.path(shared, "ctn0094", "everybody.csv"))
ctn <- merge(ctn, who, by = "who")
drop <- data.frame(time = ctn$DrT_ctnNinetyFour_2023, event = ctn$DrE_ctnNinetyFour_2023, project = ctn$project)
curve("ctn", drop, c(4, 8, 12)); compare("ctn", drop, "project")
# Endings that compete, weekly and so all ties: four missing screens in a row, or relapse, whichever comes first.
first <- pmin(ctn$DrT_ctnNinetyFour_2023, ctn$RsT_lee_2016)
code <- ifelse(ctn$DrE_ctnNinetyFour_2023 == 1 & ctn$DrT_ctnNinetyFour_2023 <= first, 1,
               ifelse(ctn$RsE_lee_2016 == 1 & ctn$RsT_lee_2016 <= first, 2, 0))
age <- read.csv(file.path(shared, "ctn0094", "demographics.csv"))
both <- merge(data.frame(who = ctn$who, time = first, code = code, project = ctn$project), age[, c("who", "age")], by = "who")
both <- both[order(both$who), ]
compete <- function(name, d, group, times, covariates) {
  fit <- cuminc(d$time, d$code)
  points <- timepoints(fit["1 1"], times)
  for (i in seq_along(times)) {
    say(name, times[i], "incidence", points$est[1, i]); say(name, times[i], "variance", points$var[1, i])
  }
  test <- cuminc(d$time, d$code, d[[group]])$Tests
  say(name, group, "gray_chi2", test[1, "stat"]); say(name, group, "gray_df", test[1, "df"])
  whole <- d[complete.cases(d[, covariates, drop = FALSE]), ]
  regression <- crr(whole$time, whole$code, as.matrix(whole[, covariates]), gtol = 1e-10)
  for (i in seq_along(covariates)) {
    say(name, covariates[i], "coefficient", regression$coef[i]); say(name, covariates[i], "se", sqrt(diag(regression$var))[i])
  }
}
compete("ctn", both, "project", c(2, 4, 8, 12), "age")
# The same shape on days: linked to care, or lost for another reason (a made-up split by an odd or even person).
split <- transform(help, code = ifelse(event == 1, ifelse(seq_along(event) %% 3 == 0, 2, 1), 0))
compete("help", split, "treat", at, c("age", "female"))
compete("help3", split, "substance", at, c("age", "female"))
# A discrete-time hazard of four missing screens in a row, from the first four letters.
words <- merge(read.csv(file.path(shared, "ctn0094", "use_pattern_words.csv")), age[, c("who", "age")], by = "who")
words <- words[!is.na(words$age), ]
letters15 <- substr(words$usePatternUDS, 1, 15)
done <- regexpr("oooo", letters15, fixed = TRUE) + 3; done[done == 2] <- 0
keep <- !(substr(letters15, 1, 4) == "oooo") & nchar(letters15) > 4
first4 <- strsplit(substr(letters15, 1, 4), "")
missing <- sapply(first4, function(x) mean(x == "o"))
end <- ifelse(done > 0, done, nchar(letters15)) - 4
rows <- do.call(rbind, lapply(which(keep), function(i) data.frame(missing = missing[i], age = words$age[i], week = seq_len(end[i]),
  lost = as.integer(done[i] > 0 & seq_len(end[i]) == end[i]))))
fit <- summary(glm(lost ~ log(week) + missing + age, binomial, rows, control = glm.control(epsilon = 1e-12)))$coefficients
say("words", "hazard", "rows", nrow(rows))
for (name in rownames(fit)) {
  say("words", name, "coefficient", fit[name, 1]); say("words", name, "se", fit[name, 2])
}
