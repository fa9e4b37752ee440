;; How JSON text is spread over lines, as Cheshire's (Jackson's) and data.json's
;; printers do it. The values have been written already: this takes compact text
;; apart into its tokens, so that every encoder has had its say.

(ns norn.json.layout)

(def ^:private token #"\"(?:[^\"\\]|\\.)*\"|[\[\]{},:]|[^\[\]{},:\"\s]+")

(defn- tree
  "[node rest] of tokens: a string for a scalar, else [opening nodes closing]; the nodes of an object are [key value]."
  [tokens]
  (let [[t & more] tokens]
    (case t
      "[" (loop [nodes [] left more]
            (case (first left)
              "]" [["[" nodes "]"] (next left)]
              "," (recur nodes (next left))
              (let [[node left] (tree left)] (recur (conj nodes node) left))))
      "{" (loop [nodes [] left more]
            (case (first left)
              "}" [["{" nodes "}"] (next left)]
              "," (recur nodes (next left))
              (let [[node after] (tree (nnext left))] (recur (conj nodes [(first left) node]) after))))
      [t more])))

(defn- tree-of [text] (nth (tree (re-seq token text)) 0))

(defn- blanks [n] (apply str (repeat n " ")))

;; --- Jackson's ----------------------------------------------------------------------

(defn jackson
  "A line for each member of an object, arrays in one line unless :indent-arrays? is true. Options: :indentation blanks a level (2),
  :indent-arrays?, :indent-objects? (true), :object-field-value-separator (\" : \").
  (jackson \"{\\\"a\\\":[1,2]}\" {}) => \"{\\n  \\\"a\\\" : [ 1, 2 ]\\n}\""
  [text {:keys [indentation indent-arrays? indent-objects? object-field-value-separator]
         :or {indentation 2 indent-objects? true object-field-value-separator " : "}}]
  (let [one-level (if (number? indentation) (blanks indentation) (str indentation))
        builder (norn.prim/string-builder)
        add! (fn [s] (norn.prim/string-builder-append! builder s))
        new-line! (fn [level] (add! "\n") (dotimes [_ level] (add! one-level)))
        group! (fn [[opening nodes closing] level own-lines? node!]
                 (let [space! (fn [level] (if own-lines? (new-line! level) (add! " ")))]
                   (add! opening)
                   (if (empty? nodes)
                     (add! " ")
                     (do (doseq [[i node] (map-indexed vector nodes)]
                           (when (pos? i) (add! ","))
                           (space! (inc level))
                           (node! node))
                         (space! level)))
                   (add! closing)))
        node! (fn node! [node level]
                (cond
                  (string? node) (add! node)
                  (= "[" (nth node 0)) (let [inner (if indent-arrays? (inc level) level)]
                                         (group! node level indent-arrays? (fn [n] (node! n inner))))
                  :else (group! node level indent-objects?
                                (fn [[k v]] (add! k) (add! object-field-value-separator) (node! v (inc level))))))]
    (node! (tree-of text) 0)
    (norn.prim/string-builder-text builder)))

;; --- data.json's --------------------------------------------------------------------

(def ^:private right-margin 72)

(defn- width-within
  "The width of a node in one line, or nil if that is more than `most`."
  [node most]
  (cond
    (neg? most) nil
    (string? node) (if (<= (count node) most) (count node) nil)
    :else (let [[opening nodes _] node]
            (loop [left (seq nodes) width 2]
              (if-not left
                (if (<= width most) width nil)
                (let [separator (if (next left) 2 0)
                      part (if (= "{" opening)
                             (let [[k v] (first left)
                                   value (width-within v (- most width (count k) 1))]
                               (if value (+ (count k) 1 value) nil))
                             (width-within (first left) (- most width)))]
                  (if part (recur (next left) (+ width part separator)) nil)))))))

(defn filled
  "What fits before column 72 in one line; otherwise a line for each member of an object, a value below its key when it does not fit beside
  it, and lines of arrays as full as they can be. (filled \"{\\\"a\\\":[1,2]}\") => \"{\\\"a\\\":[1, 2]}\""
  [text]
  (let [builder (norn.prim/string-builder)
        add! (fn [s] (norn.prim/string-builder-append! builder s))
        new-line! (fn [column] (add! "\n") (add! (blanks column)))
        fits? (fn [node column behind] (some? (width-within node (- right-margin column behind))))]
    ;; node! writes a node at a column with so many characters to come behind it in its line; the column where it ends.
    (letfn [(node! [node column behind]
              (cond
                (string? node) (do (add! node) (+ column (count node)))
                (= "{" (nth node 0)) (object! node column behind)
                :else (array! node column behind)))
            (object! [[_ members _ :as node] column behind]
              (let [one-line? (fits? node column behind)
                    at (inc column)]
                (add! "{")
                (loop [left (seq members) here at]
                  (if-not left
                    (do (add! "}") (inc here))
                    (let [[k v] (first left)
                          after (if (next left) 1 (inc behind))
                          beside (+ here (count k) 1)
                          _ (do (add! k) (add! ":"))
                          beside? (or one-line? (fits? v beside after))
                          _ (when-not beside? (new-line! here))
                          end (node! v (if beside? beside here) after)]
                      (cond
                        (nil? (next left)) (recur nil end)
                        one-line? (do (add! ", ") (recur (next left) (+ end 2)))
                        :else (do (add! ",") (new-line! at) (recur (next left) at))))))))
            (array! [[_ items _] column behind]
              (let [at (inc column)]
                (add! "[")
                (loop [left (seq items) here at]
                  (if-not left
                    (do (add! "]") (inc here))
                    (let [item (first left)
                          after (if (next left) 1 (inc behind))
                          in-line? (fits? item here after)
                          end (node! item here after)]
                      (cond
                        (nil? (next left)) (recur nil end)
                        (and in-line? (fits? (second left) (+ end 2) (if (nnext left) 1 (inc behind))))
                        (do (add! ", ") (recur (next left) (+ end 2)))
                        :else (do (add! ",") (new-line! at) (recur (next left) at))))))))]
      (node! (tree-of text) 0 0)
      (norn.prim/string-builder-text builder))))
