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
        matcher (norn.prim/own-matcher! (re-matcher re s))
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

(defn- replace-in-pieces
  "Every match (or the first) of a string or character in a long string replaced."
  [s match replacement all?]
  (let [s (str s)
        out (norn.prim/string-builder)]
    (loop [from 0]
      (let [found (norn.prim/append-replaced-some! out s from match replacement all?)
            from (nth found 1)]
        (if (= 0 (nth found 0))
          (recur from)
          (norn.prim/builder-finished (norn.prim/append-rest! out s from)))))))

(defn- replace-matches
  "Every match (or the first) of a regex in a long string, or one where matching takes long, replaced by a string."
  [s re replacement all?]
  (let [s (str s)
        matcher (norn.prim/own-matcher! (re-matcher re s))
        out (norn.prim/string-builder)]
    (if all?
      (loop [from 0 found? false]
        (let [found (norn.prim/append-replaced-matches-some! out matcher from replacement found?)
              state (nth found 0)
              from (nth found 1)]
          (cond
            (= state 0) (recur from false)
            (and (= state 1) (norn.prim/matcher-search! matcher 0)) (recur from true)
            :else (norn.prim/builder-finished (norn.prim/append-rest! out s from)))))
      (if (norn.prim/matcher-find! matcher)
        (str (subs s 0 (norn.prim/matcher-start matcher))
             (norn.prim/match-replaced matcher replacement)
             (subs s (norn.prim/matcher-end matcher)))
        s))))

(defn- replace-twin
  [all?]
  (fn [s match replacement]
    (cond
      (not (norn.prim/regex? match)) (replace-in-pieces s match replacement all?)
      (norn.prim/text? replacement) (replace-matches s match replacement all?)
      :else (replace-by-function s match replacement all?))))

(norn.prim/set-twin! "clojure.string/replace" (replace-twin true))
(norn.prim/set-twin! "clojure.string/replace-first" (replace-twin false))

(defn- without-empty-end
  [parts]
  (loop [parts parts]
    (let [n (count parts)]
      (if (and (> n 0) (= "" (nth parts (dec n))))
        (recur (pop! parts))
        (persistent! parts)))))

(norn.prim/set-twin! "clojure.string/split"
  (fn
    ([s re] (split s re 0))
    ([s re limit]
     (let [s (str s)
           limit (long limit)
           matcher (norn.prim/own-matcher! (re-matcher re s))
           parts (transient [])]
       (loop [from 0 found? false]
         (let [found (norn.prim/split-some! parts matcher from limit found?)
               state (if found (nth found 0) nil)]
           (cond
             (nil? found) [s]
             (= state 0) (recur (nth found 1) false)
             (= state 1) (if (norn.prim/matcher-search! matcher 0)
                           (recur (nth found 1) true)
                           (recur (nth found 1) false))
             (= limit 0) (without-empty-end parts)
             :else (persistent! parts))))))))

(norn.prim/set-twin! "clojure.string/split-lines"
  (fn [s]
    (let [s (str s)
          parts (transient [])]
      (loop [from 0]
        (if from
          (recur (norn.prim/split-lines-some! parts s from))
          (if (= 1 (count parts)) (persistent! parts) (without-empty-end parts)))))))

(defn- join-any
  "join of what the host cannot read at once: lazy seqs, user types, many items."
  ([coll] (norn.prim/joined-texts "" coll))
  ([separator coll] (norn.prim/joined-texts (str separator) coll)))

(norn.prim/set-twin! "clojure.string/join" join-any)
(norn.prim/set-twin! "norn.prim/join-strings" join-any)
