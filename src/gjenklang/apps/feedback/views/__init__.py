"""The pages of one course, and the page of the whole caseload."""
