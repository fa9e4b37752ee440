(defn runaway [n] (inc (runaway (inc n))))
(runaway 0)
;exit 1
