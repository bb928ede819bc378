($a (:owns "B"))
