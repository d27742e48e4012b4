# Sudden gains on sgdata, base R, from Tang & DeRubeis 1999 with t for the values at hand (Lutz 2013; Wiedemann 2020).
# Run: GJENKLANG_SHARED=/work/shared Rscript gains.R > gains.csv
d <- read.csv(file.path(Sys.getenv("GJENKLANG_SHARED"), "data", "sgdata.csv"))
y <- as.matrix(d[paste0("bdi_s", 0:12)])
cat("way,id,from,magnitude,mean_before,mean_after,critical,reversed\n")
for (way in c("gain", "loss")) for (i in seq_len(nrow(y))) for (k in 1:12) {
  s <- if (way == "gain") 1 else -1
  b <- y[i, max(k - 2, 1):k]; a <- y[i, (k + 1):min(k + 3, 13)]
  step <- y[i, k] - y[i, k + 1]
  b <- b[!is.na(b)]; a <- a[!is.na(a)]
  if (is.na(step) || length(b) < 2 || length(a) < 2) next
  if (s * step < 7 || s * step < .25 * y[i, k]) next
  df <- length(a) + length(b) - 2
  pooled <- sqrt(((length(b) - 1) * var(b) + (length(a) - 1) * var(a)) / df)
  if (abs(mean(b) - mean(a)) <= qt(.975, df) * pooled) next
  later <- if (k + 2 <= 13) y[i, (k + 2):13] else numeric(0)
  back <- any(s * later >= s * (y[i, k + 1] + step / 2), na.rm = TRUE)
  cat(sprintf("%s,%g,%d,%g,%.8g,%.8g,%.8g,%d\n", way, d$id[i], k - 1, step, mean(b), mean(a), qt(.975, df), back))
}
