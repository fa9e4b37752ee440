;; "Did you mean" looks at locals and at what the namespace has.
(defn total [numbers]
  (redcue + numbers))
;exit 1
