;; doseq and for.

(defn- binding-groups
  "The clauses of a doseq or for: a vector of [pattern expr modifiers], modifiers a vector of [keyword form]."
  [form bindings]
  (check-bindings form bindings)
  (loop [i 0 groups []]
    (if (< i (count bindings))
      (let [target (nth bindings i)
            value (nth bindings (inc i))]
        (if (keyword? target)
          (if (and (seq groups) (or (= target :let) (= target :when) (= target :while)))
            (let [group (peek groups)]
              (recur (+ i 2)
                     (conj (pop groups) (assoc group 2 (conj (nth group 2) [target value])))))
            (throw (norn.prim/syntax-error form (str "Invalid " (first form) " keyword: " target))))
          (recur (+ i 2) (conj groups [target value []]))))
      groups)))

(defn- with-modifiers
  "Wraps `inner` in the modifiers of a group. `skip`: the form when a :when fails; `stop`: when a :while fails."
  [modifiers inner skip stop]
  (loop [left (rseq modifiers) made inner]
    (if left
      (let [modifier (first left)
            form (nth modifier 1)]
        (recur (next left)
               (cond
                 (= (nth modifier 0) :let) `(let ~form ~made)
                 (= (nth modifier 0) :when) `(if ~form ~made ~skip)
                 :else `(if ~form ~made ~stop))))
      made)))

(defmacro doseq
  "Evaluates the body for each combination of items of the seqables, the last changing fastest; returns nil. :when test skips,
  :while test ends the innermost seqable, :let [bindings] binds. (doseq [x [1 2] :when (odd? x)] (println x))"
  [bindings & body]
  (let [build (fn build [groups]
                (if groups
                  (let [group (first groups)
                        left (gensym "seq__")
                        chunk (gensym "chunk__")
                        n (gensym "count__")
                        i (gensym "i__")
                        inner (build (next groups))
                        plain? (nil? (next groups))
                        go-on (list 'recur (list 'clojure.core/next left) nil 0 0)
                        go-on-chunk (list 'recur left chunk n (list 'clojure.core/inc i))]
                    ;; As in Clojure: chunks are walked by index, other seqs by next. The innermost body is short as a rule
                    ;; and compiled twice; outer bodies only once, in the loop without chunks.
                    (if (and plain? (= 0 (count (nth group 2))))
                      `(loop* [~left (seq ~(nth group 1)) ~chunk nil ~n 0 ~i 0]
                         (if (< ~i ~n)
                           (let [~(nth group 0) (nth ~chunk ~i)]
                             ~inner
                             ~go-on-chunk)
                           (if ~left
                             (if (chunked-seq? ~left)
                               (let* [c# (chunk-first ~left)]
                                 (recur (seq (chunk-rest ~left)) c# (count c#) 0))
                               (let [~(nth group 0) (first ~left)]
                                 ~inner
                                 ~go-on))
                             nil)))
                      `(loop* [~left (seq ~(nth group 1))]
                         (if ~left
                           (let [~(nth group 0) (first ~left)]
                             ~(with-modifiers (nth group 2)
                                              `(do ~inner (recur (next ~left)))
                                              `(recur (next ~left))
                                              nil))
                           nil))))
                  (cons 'do body)))]
    (build (seq (binding-groups &form bindings)))))

(defmacro for
  "Returns a lazy seq of the values of body for each combination of items of the seqables, the last changing fastest.
  Modifiers as in doseq. (for [x [1 2] y [:a :b]] [x y]) => ([1 :a] [1 :b] [2 :a] [2 :b])"
  [bindings body]
  (let [build (fn build [groups]
                (let [group (first groups)
                      step (gensym "iter__")
                      coll (gensym "coll__")
                      left (gensym "seq__")
                      ;; A step of its own, not a loop: a thunk that runs long would hold the head of the seqable.
                      more `(~step (rest ~left))]
                  (if (next groups)
                    `(fn* ~step [~coll]
                       (lazy-seq
                         (let* [~left (seq ~coll)]
                           (if ~left
                             (let [~(nth group 0) (first ~left)]
                               ~(with-modifiers
                                  (nth group 2)
                                  `(let* [items# (seq (~(build (next groups)) ~(nth (first (next groups)) 1)))]
                                     (if items#
                                       (concat items# (~step (rest ~left)))
                                       ~more))
                                  more
                                  nil))
                             nil))))
                    (let [chunk (gensym "chunk__")
                          n (gensym "count__")
                          i (gensym "i__")
                          made (gensym "made__")]
                      (if (= 0 (count (nth group 2)))
                        ;; Without modifiers a chunk in is a chunk out.
                        `(fn* ~step [~coll]
                           (lazy-seq
                             (let* [~left (seq ~coll)]
                               (if ~left
                                 (if (chunked-seq? ~left)
                                   (let* [~chunk (chunk-first ~left)
                                          ~n (count ~chunk)
                                          ~made (chunk-buffer ~n)]
                                     (loop* [~i 0]
                                       (if (< ~i ~n)
                                         (let [~(nth group 0) (nth ~chunk ~i)]
                                           (chunk-append ~made ~body)
                                           (recur (inc ~i)))
                                         nil))
                                     (chunk-cons (chunk ~made) (~step (chunk-rest ~left))))
                                   (let [~(nth group 0) (first ~left)]
                                     (cons ~body (~step (rest ~left)))))
                                 nil))))
                        `(fn* ~step [~coll]
                           (lazy-seq
                             (let* [~left (seq ~coll)]
                               (if ~left
                                 (let [~(nth group 0) (first ~left)]
                                   ~(with-modifiers
                                      (nth group 2)
                                      `(cons ~body (~step (rest ~left)))
                                      more
                                      nil))
                                 nil)))))))))
        groups (seq (binding-groups &form bindings))]
    (if groups
      `(~(build groups) ~(nth (first groups) 1))
      (throw (norn.prim/syntax-error &form "for requires at least one binding")))))
