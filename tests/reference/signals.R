# The share that at least one of n rules with chance p points to, and the width by which two changes must part.
options(digits = 15)
cat("function,x,y,value\n")
for (p in c(0.01, 0.05, 0.11)) for (n in c(1, 5, 16, 19))
  cat(sprintf("at_least_one,%s,%d,%.12f\n", p, n, 1 - pbinom(0, n, p)))
for (a in c(50, 60)) for (b in c(50, 60, 73))
  cat(sprintf("raters_apart,%d,%d,%.12f\n", a, b, sqrt(a^2 + b^2)))
