;; sequence and eduction: transducers over seqables, lazily and on demand.

(defn- transform-lazily
  "A lazy seq of what the transducer makes of the items. `pull` takes the buffer function's reducing step."
  [xform items]
  (let [buffer (volatile! [])
        step (xform (fn
                      ([result] result)
                      ([result input] (vreset! buffer (conj (deref buffer) input)) result)))
        emit (fn emit [rest-fn]
               (let [made (deref buffer)]
                 (vreset! buffer [])
                 (let [n (count made)
                       b (chunk-buffer n)]
                   (loop [i 0]
                     (when (< i n)
                       (chunk-append b (nth made i))
                       (recur (inc i))))
                   (chunk-cons (clojure.core/chunk b) (lazy-seq (rest-fn))))))
        go (fn go [left]
             (loop [left (seq left)]
               (if left
                 (let [result (step nil (first left))]
                   (cond
                     (reduced? result) (do (step nil)
                                           (if (seq (deref buffer)) (emit (fn [] nil)) nil))
                     (seq (deref buffer)) (let [more (rest left)] (emit (fn [] (go more))))
                     :else (recur (next left))))
                 (do (step nil)
                     (if (seq (deref buffer)) (emit (fn [] nil)) nil)))))]
    (lazy-seq (go items))))

(defn sequence
  "Returns a seq of the items of coll (never nil), or a lazy seq of what the transducer xform makes of them; of several
  seqables xform gets the items in step as several inputs. (sequence (map inc) [1 2]) => (2 3)"
  ([coll]
   (if (seq? coll)
     coll
     (let [items (seq coll)] (if items items ()))))
  ([xform coll]
   (let [items (transform-lazily xform coll)]
     (if (seq items) items ())))
  ([xform coll & colls]
   (let [columns (apply map vector coll colls)
         many (fn [rf]
                (let [inner (xform rf)]
                  (fn
                    ([] (inner))
                    ([result] (inner result))
                    ([result input] (apply inner result input)))))]
     (sequence many columns))))
