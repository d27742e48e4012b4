# Wilson's score interval, base R. Run: Rscript proportions.R > proportions.csv
cat("count,n,confidence,share,low,high\n")
for (confidence in c(0.8, 0.9, 0.95, 0.99)) for (n in c(1, 2, 5, 10, 40, 167, 555, 5134)) {
  for (count in unique(c(0, 1, n %/% 10, n %/% 3, n %/% 2, n - 1, n))) {
    test <- suppressWarnings(prop.test(count, n, conf.level = confidence, correct = FALSE))
    cat(sprintf("%d,%d,%s,%.12f,%.12f,%.12f\n", count, n, confidence, count / n, test$conf.int[1], test$conf.int[2]))
  }
}
