# PHQ-9 totals of NHANES 2015-16, base R. Run: GJENKLANG_SHARED=/work/shared Rscript totals.R > totals.csv
shared <- Sys.getenv("GJENKLANG_SHARED")
d <- read.csv(gzfile(file.path(shared, "data", "nhanes_2015_16_dpq_phq9_items.csv.gz")))
items <- as.matrix(d[, sprintf("DPQ0%d0", 1:9)])
items[items %in% c(7, 9)] <- NA
answered <- rowSums(!is.na(items))
halves_up <- function(x) floor(x + 0.5)
total <- list(
  "complete" = ifelse(answered == 9, rowSums(items), NA),
  "prorate-2" = ifelse(answered >= 7, halves_up(rowMeans(items, na.rm = TRUE) * 9 + 1e-9), NA)
)
names_of_bands <- c("minimal", "mild", "moderate", "moderately-severe", "severe")
cat("rule,what,value\n")
say <- function(rule, what, value) cat(sprintf("%s,%s,%.10f\n", rule, what, value))
for (rule in names(total)) {
  t <- total[[rule]]
  say(rule, "n_read", length(t))
  say(rule, "n", sum(!is.na(t)))
  say(rule, "mean", mean(t, na.rm = TRUE))
  say(rule, "sd", sd(t, na.rm = TRUE))
  band <- cut(t, c(-1, 4, 9, 14, 19, 27), names_of_bands)
  for (name in names_of_bands) say(rule, name, sum(band == name, na.rm = TRUE))
}
