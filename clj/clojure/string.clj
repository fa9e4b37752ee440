;; clojure.string: the part that calls back. The rest is C++ (src/lib/clojure_string.cpp).

(ns clojure.string
  (:refer-clojure :exclude [replace reverse]))

(defn escape
  "Returns the string s with each character ch replaced by (cmap ch), if that is not nil. (escape \"a<b\" {\\< \"&lt;\"}) => \"a&lt;b\""
  [s cmap]
  (let [out (norn.prim/string-builder)]
    (loop [chars (seq s)]
      (if chars
        (let [c (first chars)
              replacement (cmap c)]
          (norn.prim/string-builder-append! out (if (nil? replacement) c replacement))
          (recur (next chars)))
        (norn.prim/string-builder-text out)))))

(defn- replace-by-function
  "Every match (or the first) of a regex replaced by (f match)."
  [s re f all?]
  (let [s (str s)
        matcher (re-matcher re s)
        out (norn.prim/string-builder)]
    (loop [from 0]
      (if (norn.prim/matcher-find! matcher)
        (let [start (norn.prim/matcher-start matcher)
              end (norn.prim/matcher-end matcher)]
          (norn.prim/string-builder-append-part! out s from start)
          (norn.prim/string-builder-append! out (str (f (re-groups matcher))))
          (if all?
            (recur end)
            (norn.prim/string-builder-append-part! out s end (count s))))
        (norn.prim/string-builder-append-part! out s from (count s))))
    (norn.prim/string-builder-text out)))

(norn.prim/set-twin! "clojure.string/replace"
  (fn [s match replacement] (replace-by-function s match replacement true)))

(norn.prim/set-twin! "clojure.string/replace-first"
  (fn [s match replacement] (replace-by-function s match replacement false)))

(defn- join-any
  "join of what the host cannot read at once: lazy seqs, user types."
  ([coll] (join-any "" coll))
  ([separator coll]
   (let [separator (str separator)
         out (norn.prim/string-builder)]
     (loop [left (seq coll) first? true]
       (if left
         (do (when-not first? (norn.prim/string-builder-append! out separator))
             (norn.prim/string-builder-append! out (str (first left)))
             (recur (next left) false))
         (norn.prim/string-builder-text out))))))

(norn.prim/set-twin! "clojure.string/join" join-any)
(norn.prim/set-twin! "norn.prim/join-strings" join-any)
