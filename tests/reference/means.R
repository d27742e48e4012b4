# Student's interval of a mean, base R. Run: Rscript means.R > means.csv
set.seed(20261126)
cat("values,confidence,mean,low,high\n")
for (n in c(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 31, 60, 200)) for (confidence in c(.5, .8, .9, .95, .99)) {
  values <- round(rnorm(n, 7, 2), 2)
  test <- t.test(values, conf.level = confidence)
  cat(sprintf("%s,%s,%.12f,%.12f,%.12f\n", paste(values, collapse = " "), confidence, test$estimate, test$conf.int[1], test$conf.int[2]))
}
