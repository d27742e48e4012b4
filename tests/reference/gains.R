# Sudden gains in sgdata, base R, written from the description in Wiedemann et al. 2020 (doi:10.1371/journal.pone.0230276).
# Run: GJENKLANG_SHARED=/work/shared Rscript gains.R > gains.csv
d <- read.csv(file.path(Sys.getenv("GJENKLANG_SHARED"), "data", "sgdata.csv"))
cat("measure,from,kind,third,id,session,magnitude,critical,reversed\n")
for (measure in c("bdi", "rq")) for (from in 0:1) for (kind in c("gain", "loss")) for (third in c("pooled-sd", "t")) {
  m <- as.matrix(d[, paste0(measure, "_s", from:12)]); k <- ncol(m); way <- if (kind == "gain") 1 else -1
  for (i in seq_len(nrow(m))) for (j in 2:(k - 2)) {
    pre <- m[i, max(1, j - 2):j]; post <- m[i, (j + 1):min(k, j + 3)]
    if (is.na(m[i, j]) || is.na(m[i, j + 1])) next
    pre <- pre[!is.na(pre)]; post <- post[!is.na(post)]
    if (length(pre) < 2 || length(post) < 2) next
    step <- way * (m[i, j] - m[i, j + 1])
    test <- t.test(pre, post, var.equal = TRUE)
    critical <- qt(0.975, test$parameter)
    scale <- if (third == "t") test$stderr else test$stderr / sqrt(1 / length(pre) + 1 / length(post))
    if (step >= 7 && step >= 0.25 * m[i, j] && way * (mean(pre) - mean(post)) > critical * scale) {
      later <- if (j + 2 <= k) m[i, (j + 2):k] else NA
      lost <- any(way * (later - m[i, j + 1]) >= step / 2, na.rm = TRUE)
      cat(sprintf("%s,%d,%s,%s,%d,%d,%g,%.9f,%d\n", measure, from, kind, third, d$id[i], from + j - 1, step, critical, lost))
    }
  }
}
