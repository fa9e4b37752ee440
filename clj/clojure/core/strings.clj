;; Regular expressions as seqs.

(defn re-seq
  "Returns a lazy seq of the successive matches of a regex in a string: strings, or vectors [match group...] if it has groups; nil
  if there is none. (re-seq #\"\\d\" \"a1b2\") => (\"1\" \"2\")"
  [re s]
  (let [m (re-matcher re s)
        step (fn step []
               (let [found (re-find m)]
                 (if (nil? found) nil (cons found (lazy-seq (step))))))]
    (step)))
