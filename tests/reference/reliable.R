# Reliable change and cut-offs of Jacobson & Truax 1991, base R. Run: Rscript reliable.R > reliable.csv
cat("what,a,b,c,d,value\n")
say <- function(what, a, b, c, d, value) {
  cat(sprintf("%s,%s,%s,%s,%s,%.12f\n", what, a, b, c, d, value))
}
for (confidence in c(0.5, 0.8, 0.9, 0.95, 0.99, 0.999)) {
  say("critical_value", confidence, "", "", "", qnorm(1 - (1 - confidence) / 2))
}
sem <- function(sd, r) sd * sqrt(1 - r)
for (sd in c(7.5, 7.75, 8.158643)) for (r in c(0, 0.5, 0.8, 0.88, 0.93)) {
  say("standard_error_of_measurement", sd, r, "", "", sem(sd, r))
  say("standard_error_of_difference", sd, r, "", "", sqrt(2 * sem(sd, r)^2))
  say("reliable_change_index", 32.5, 47.5, sd, r, (47.5 - 32.5) / sqrt(2 * sem(sd, r)^2))
  for (confidence in c(0.9, 0.95)) {
    limit <- qnorm(1 - (1 - confidence) / 2) * sqrt(2 * sem(sd, r)^2)
    say("reliable_change_threshold", sd, r, confidence, "", limit)
  }
  for (points in c(0, 5, 6)) {
    share <- pnorm(points, 0, sqrt(2 * sem(sd, r)^2), lower.tail = FALSE)
    say("false_gain_share", points, sd, r, "", share)
  }
}
for (m in list(c(40, 7.5, 60, 7.5), c(81.58, 11.83, 114.8, 17.8), c(35.475, 8.158643, 7.69, 7.52))) {
  sign <- if (m[1] < m[3]) 1 else -1
  say("cut_off_a", m[1], m[2], m[3], m[4], m[1] + sign * 2 * m[2])
  say("cut_off_b", m[1], m[2], m[3], m[4], m[3] - sign * 2 * m[4])
  say("cut_off_b_clinical", m[1], m[2], m[3], m[4], m[3] - sign * 2 * m[2])
  # c is where both distances, in their own SDs, are the same.
  c_found <- uniroot(function(x) abs(x - m[1]) / m[2] - abs(x - m[3]) / m[4], range(m[c(1, 3)]), tol = 1e-14)$root
  say("cut_off_c", m[1], m[2], m[3], m[4], c_found)
}
