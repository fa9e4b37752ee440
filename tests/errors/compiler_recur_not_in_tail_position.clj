(defn count-down [n]
  (when (pos? n)
    (inc (recur (dec n)))))
;exit 1
