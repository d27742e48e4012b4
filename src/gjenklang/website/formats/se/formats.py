"""How dates and numbers are written in Northern Sámi: «skábmamánu 26. b. 2026», the month in the genitive."""

DATE_FORMAT = r"E j. \b. Y"
SHORT_DATE_FORMAT = "d.m.Y"
MONTH_DAY_FORMAT = r"E j. \b."
TIME_FORMAT = "H:i"
DATETIME_FORMAT = r"E j. \b. Y H:i"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
FIRST_DAY_OF_WEEK = 1
