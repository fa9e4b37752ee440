;; clojure.pprint: data over several lines.
;;
;; The printer is Oppen-like in two steps: a value becomes a tree of texts and
;; groups (a group: opening text, parts, closing text); a group that does not fit
;; into what is left of the line puts its parts on lines of their own, or fills
;; lines with them.

(ns clojure.pprint
  (:require [clojure.string :as string]))

(def ^{:dynamic true :doc "The line length pprint aims at."} *print-right-margin* 72)
(def ^{:dynamic true :doc "For compatibility."} *print-miser-width* 40)
(def ^{:dynamic true :doc "False: write prints on one line."} *print-pretty* true)
(def ^{:dynamic true :doc "True: symbols without namespace."} *print-suppress-namespaces* false)
(def ^{:dynamic true :doc "The base integers are printed in by write and cl-format."} *print-base* 10)
(def ^{:dynamic true :doc "For compatibility."} *print-radix* nil)

;; --- the tree ------------------------------------------------------------------------------

(declare tree)

(defn- group [open parts close style] {:open open :parts parts :close close :style style})

(defn- limited
  "At most *print-length* parts, then ..."
  [parts]
  (if *print-length*
    (let [shown (vec (take *print-length* parts))]
      (if (seq (drop *print-length* parts)) (conj shown "...") shown))
    (vec parts)))

(defn- plain-text
  [x] (if *print-readably* (pr-str x) (print-str x)))

(defn- prefixed
  [prefix node]
  (if (map? node) (assoc node :open (str prefix (:open node))) (str prefix node)))

(defn- deeper
  [x] (binding [*print-level* (if *print-level* (dec *print-level*) nil)] (tree x)))

(defn- pair-tree
  "A map entry: key and value on one line if they fit."
  [k v]
  (group "" [(deeper k) (deeper v)] "" :pair))

(defn- map-tree
  [m]
  (let [ks (keys m)
        ns (when (and *print-namespace-maps* (seq m) (every? ident? ks) (namespace (first ks))
                      (apply = (map namespace ks)))
             (namespace (first ks)))
        bare (fn [k] (if ns (if (keyword? k) (keyword (name k)) (symbol (name k))) k))]
    (group (if ns (str "#:" ns "{") "{")
           (limited (map (fn [[k v]] (pair-tree (bare k) v)) m))
           "}" :entries)))

(def ^{:dynamic true :private true} *code?* false)

(def ^{:private true} reader-macros {'quote "'" 'clojure.core/deref "@" 'var "#'" 'clojure.core/unquote "~"})

(def ^{:private true :doc "How many forms stay on the first line of a code form whose rest is a body."}
  body-forms
  {'defn 2 'defn- 2 'defmacro 2 'def 1 'let 1 'loop 1 'when 1 'when-not 1 'if 1 'if-not 1 'fn 1 'when-let 1 'if-let 1
   'binding 1 'doseq 1 'dotimes 1 'for 1 'ns 1 'deftype 2 'defrecord 2 'defprotocol 1 'defmethod 2 'case 1 'cond 0
   'with-open 1 'try 0 'do 0 'while 1 'doto 1 '-> 1 '->> 1})

(defn- list-tree
  [x]
  (let [sugar (when (and (= 2 (bounded-count 3 x)) (symbol? (first x))) (get reader-macros (first x)))]
    (if sugar
      (prefixed sugar (deeper (second x)))
      (let [body (when *code?* (get body-forms (first x)))]
        (assoc (group "(" (limited (map deeper x)) ")" (if body :body :items))
               :first-line (if body (inc body) 0))))))

(defn- tree
  "A text, or a group of texts and groups."
  [x]
  (cond
    (and *print-level* (neg? *print-level*)) "#"
    (and *print-level* (zero? *print-level*) (coll? x)) "#"
    (and *print-meta* (meta x))
    (let [m (meta x)]
      (group "" [(prefixed "^" (tree m)) (tree (with-meta x nil))] "" :pair))
    (map? x) (map-tree x)
    (vector? x) (group "[" (limited (map deeper x)) "]" :items)
    (set? x) (group "#{" (limited (map deeper x)) "}" :items)
    (seq? x) (if (seq x) (list-tree x) "()")
    (instance? clojure.lang.IDeref x)
    (if (or (instance? clojure.lang.Atom x) (delay? x) (future? x))
      (plain-text x)
      (plain-text x))
    (and (symbol? x) *print-suppress-namespaces*) (name x)
    (and (integer? x) (not= 10 *print-base*)) (norn.prim/integer-to-string x *print-base*)
    :else (plain-text x)))

;; --- layout ----------------------------------------------------------------------------------

(defn- flat-width
  "The width of a node on one line, or more than `limit`."
  [node limit]
  (if (string? node)
    (count node)
    (loop [width (+ (count (:open node)) (count (:close node)) (max 0 (dec (count (:parts node))))
                    (if (= :entries (:style node)) (max 0 (dec (count (:parts node)))) 0))
           parts (seq (:parts node))]
      (if (and parts (<= width limit))
        (recur (+ width (flat-width (first parts) limit)) (next parts))
        width))))

(defn- flat-text
  [node]
  (if (string? node)
    node
    (str (:open node)
         (string/join (if (= :entries (:style node)) ", " " ") (map flat-text (:parts node)))
         (:close node))))

(defn- spaces [n] (apply str (repeat n \space)))

(defn- layout
  "Appends a node to the builder, beginning in a column, with `tail` characters to follow on its last line. Returns the column after it."
  [out node column tail]
  (let [margin (or *print-right-margin* 1000000)
        room (- margin column tail)
        append! (fn [text] (norn.prim/string-builder-append! out text))]
    (if (or (string? node) (<= (flat-width node room) room))
      (let [text (flat-text node)]
        (append! text)
        (+ column (count text)))
      (let [{:keys [open parts close style first-line]} node
            _ (append! open)
            start (+ column (count open))
            indent (cond
                     (= style :body) (+ column 2)
                     :else start)
            n (count parts)
            new-line (fn [] (append! "\n") (append! (spaces indent)) indent)]
        (loop [i 0 at start]
          (if (< i n)
            (let [part (nth parts i)
                  last? (= i (dec n))
                  separator (if (or last? (not= style :entries)) "" ",")
                  after (if last? (+ tail (count close)) (count separator))
                  at (cond
                       (= i 0) at
                       (and (= style :body) (< i first-line)) (do (append! " ") (inc at))
                       :else (new-line))
                  at (layout out part at after)]
              (append! separator)
              (recur (inc i) (+ at (count separator))))
            (do (append! close)
                (+ at (count close)))))))))

(defn- pretty-text
  [x]
  (let [out (norn.prim/string-builder)]
    (layout out (tree x) 0 0)
    (norn.prim/string-builder-text out)))

;; --- the public part ---------------------------------------------------------------------------

(defn simple-dispatch
  "Prints data: the default of *print-pprint-dispatch*."
  [x] (print (pretty-text x)))

(defn code-dispatch
  "Prints code: bodies are indented by two."
  [x] (binding [*code?* true] (print (pretty-text x))))

(def ^{:dynamic true :doc "The function pprint prints with: simple-dispatch or code-dispatch."} *print-pprint-dispatch* simple-dispatch)

(defn pprint
  "Prints a value over as many lines as it needs to stay within *print-right-margin*, to *out* or a writer."
  ([object] (pprint object *out*))
  ([object writer]
   (binding [*out* writer]
     (*print-pprint-dispatch* object)
     (newline))))

(defmacro pp
  "Pretty prints *1, the last value of the REPL."
  [] `(pprint *1))

(defmacro with-pprint-dispatch
  "Evaluates the body with another dispatch function."
  [function & body]
  `(binding [*print-pprint-dispatch* ~function] ~@body))

(defn set-pprint-dispatch
  "Sets the dispatch function for good."
  [function]
  (alter-var-root (var *print-pprint-dispatch*) (fn [_] function))
  nil)

(defn write
  "Prints a value as options say: :pretty (true), :right-margin, :length, :level, :base, :dispatch, :stream (true: *out*, nil: returns
  the string, or a writer)."
  [object & {:keys [pretty right-margin length level base dispatch stream suppress-namespaces]
             :or {pretty true right-margin *print-right-margin* length *print-length* level *print-level* base *print-base*
                  dispatch *print-pprint-dispatch* stream true suppress-namespaces *print-suppress-namespaces*}}]
  (binding [*print-right-margin* right-margin *print-length* length *print-level* level *print-base* base
            *print-suppress-namespaces* suppress-namespaces]
    (let [show (fn [] (if pretty (dispatch object) (pr object)))]
      (cond
        (nil? stream) (with-out-str (show))
        (true? stream) (show)
        :else (binding [*out* stream] (show))))))

(defn write-out
  "Prints a value with the current dispatch function."
  [object] (*print-pprint-dispatch* object))

(defn fresh-line
  "Ends the line on *out*."
  [] (newline))

(defn pprint-newline "For compatibility with hand-written dispatch functions: prints a blank." [kind] (print " "))
(defn pprint-indent "For compatibility: does nothing." [relative-to n] nil)
(defn pprint-tab "For compatibility: prints a blank." [kind column increment] (print " "))
(defn get-pretty-writer "Returns the writer itself." [writer] writer)

(defmacro pprint-logical-block
  "Evaluates the body between the :prefix and :suffix of the options."
  [& args]
  (let [[options body] (loop [left args options {}]
                         (if (keyword? (first left))
                           (recur (nnext left) (assoc options (first left) (second left)))
                           [options left]))]
    `(do (print ~(or (:prefix options) ""))
         ~@body
         (print ~(or (:suffix options) "")))))

(defn print-table
  "Prints a seq of maps as a table, with the keys ks (those of the first map by default) as columns.
  (print-table [{:a 1 :b 2}])"
  ([rows] (print-table (keys (first rows)) rows))
  ([ks rows]
   (when (seq rows)
     (let [widths (mapv (fn [k] (apply max (count (str k)) (map (fn [row] (count (str (get row k)))) rows))) ks)
           pad (fn [width text] (str (spaces (- width (count text))) text))
           line (fn [texts lead divider tail]
                  (str lead (string/join divider (map pad widths texts)) tail))]
       (newline)
       (println (line (map str ks) "| " " | " " |"))
       (println (str "|-" (string/join "-+-" (map (fn [width] (apply str (repeat width \-))) widths)) "-|"))
       (doseq [row rows]
         (println (line (map (fn [k] (str (get row k))) ks) "| " " | " " |")))))))

;; --- cl-format: the directives that programs use --------------------------------------------------

(defn- english-small
  [n]
  (nth ["zero" "one" "two" "three" "four" "five" "six" "seven" "eight" "nine" "ten" "eleven" "twelve" "thirteen" "fourteen"
        "fifteen" "sixteen" "seventeen" "eighteen" "nineteen"] n))

(defn- english
  "A cardinal number in words."
  [n]
  (cond
    (neg? n) (str "minus " (english (- n)))
    (< n 20) (english-small n)
    (< n 100) (str (nth ["" "" "twenty" "thirty" "forty" "fifty" "sixty" "seventy" "eighty" "ninety"] (quot n 10))
                   (if (zero? (rem n 10)) "" (str "-" (english-small (rem n 10)))))
    (< n 1000) (str (english-small (quot n 100)) " hundred" (if (zero? (rem n 100)) "" (str " " (english (rem n 100)))))
    :else (let [[size word] (first (filter (fn [[size _]] (>= n size))
                                           [[1000000000000 "trillion"] [1000000000 "billion"] [1000000 "million"] [1000 "thousand"]]))]
            (str (english (quot n size)) " " word (if (zero? (rem n size)) "" (str ", " (english (rem n size))))))))

(defn- roman
  [n]
  (loop [n n out "" table [[1000 "M"] [900 "CM"] [500 "D"] [400 "CD"] [100 "C"] [90 "XC"] [50 "L"] [40 "XL"] [10 "X"] [9 "IX"] [5 "V"]
                           [4 "IV"] [1 "I"]]]
    (if (seq table)
      (let [[size text] (first table)]
        (if (>= n size)
          (recur (- n size) (str out text) table)
          (recur n out (rest table))))
      out)))

(defn- with-commas
  [digits]
  (string/join "," (map (fn [part] (apply str part))
                        (let [first-part (rem (count digits) 3)]
                          (concat (if (pos? first-part) [(take first-part digits)] [])
                                  (partition 3 (drop first-part digits)))))))

(defn- pad-text
  [text width pad left?]
  (let [missing (apply str (repeat (max 0 (- (or width 0) (count text))) (or pad \space)))]
    (if left? (str missing text) (str text missing))))

(defn- parse-directive
  "Reads a directive behind ~ at i: [params flags char next-i]."
  [s i args]
  (loop [i i params [] args args]
    (let [c (nth s i)]
      (cond
        (= c \') (recur (+ i 2) (conj params (nth s (inc i))) args)
        (or (norn.prim/digit? c) (= c \-) (= c \+))
        (let [end (loop [j (inc i)] (if (norn.prim/digit? (nth s j)) (recur (inc j)) j))]
          (recur end (conj params (parse-long (subs s i end))) args))
        (or (= c \v) (= c \V)) (recur (inc i) (conj params (first args)) (rest args))
        (= c \#) (recur (inc i) (conj params (count args)) args)
        (= c \,) (recur (inc i)
                        (if (or (= \, (nth s (dec i))) (= \~ (nth s (dec i)))) (conj params nil) params)
                        args)
        :else (loop [i i flags #{}]
                (let [c (nth s i)]
                  (if (or (= c \:) (= c \@))
                    (recur (inc i) (conj flags c))
                    [params flags c (inc i) args])))))))

(defn- matching-end
  "The index of the directive that closes an iteration or conditional opened before i, and those of the ~; between."
  [s i open close]
  (loop [i i depth 0 separators []]
    (if (>= i (count s))
      (throw (ex-info (str "cl-format: ~" open " without ~" close) {:format s}))
      (if (= \~ (nth s i))
        (let [[_ flags c end] (parse-directive s (inc i) nil)]
          (cond
            (= c open) (recur end (inc depth) separators)
            (and (= c close) (= depth 0)) {:start i :end end :separators separators :flags flags}
            (= c close) (recur end (dec depth) separators)
            (and (= c \;) (= depth 0)) (recur end depth (conj separators [i end flags]))
            :else (recur end depth separators)))
        (recur (inc i) depth separators)))))

(defn- clauses-of
  [s start {:keys [separators] close :start}]
  (let [starts (cons start (map second separators))
        ends (concat (map first separators) [close])]
    (mapv (fn [a b] (subs s a b)) starts ends)))

(declare format-args)

(defn- format-directive
  "[text args-left next-i] for one directive. `all`: the arguments of the whole format."
  [s [params flags c i args] all]
  (let [[a b] params
        used (- (count all) (count args))
        at? (contains? flags \@)
        colon? (contains? flags \:)
        upper (first (string/upper-case (str c)))
        arg (first args)
        integer (fn [base]
                  (if (integer? arg)
                    (let [digits (norn.prim/integer-to-string (abs arg) base)
                          digits (if colon? (with-commas digits) digits)
                          digits (str (cond (neg? arg) "-" at? "+" :else "") digits)]
                      (pad-text digits a b true))
                    (print-str arg)))]
    (case upper
      \A [(pad-text (if (nil? arg) (if colon? "()" "nil") (print-str arg)) a nil at?) (rest args) i]
      \S [(pad-text (pr-str arg) a nil at?) (rest args) i]
      \D [(integer 10) (rest args) i]
      \B [(integer 2) (rest args) i]
      \O [(integer 8) (rest args) i]
      \X [(integer 16) (rest args) i]
      \R [(cond a (norn.prim/integer-to-string arg a) at? (roman arg) :else (english arg)) (rest args) i]
      \C [(if at? (pr-str arg) (str arg)) (rest args) i]
      \P (let [n (if colon? (nth all (dec used) nil) arg)]
           [(if at? (if (= 1 n) "y" "ies") (if (= 1 n) "" "s")) (if colon? args (rest args)) i])
      \F [(pad-text (if b (format (str "%." b "f") (double arg)) (str (double arg))) a nil true) (rest args) i]
      \E [(format "%e" (double arg)) (rest args) i]
      \G [(str (double arg)) (rest args) i]
      \$ [(pad-text (format (str "%." (or a 2) "f") (double arg)) (nth params 2 nil) nil true) (rest args) i]
      \% [(apply str (repeat (or a 1) \newline)) args i]
      \& [(apply str (repeat (or a 1) \newline)) args i]
      \~ [(apply str (repeat (or a 1) \~)) args i]
      \newline ["" args (loop [i i] (if (and (< i (count s)) (norn.prim/whitespace? (nth s i))) (recur (inc i)) i))]
      \T [(spaces (or a 1)) args i]
      \* ["" (cond at? (drop (or a 0) all) colon? (drop (- used (or a 1)) all) :else (drop (or a 1) args)) i]
      \_ [" " args i]
      \I ["" args i]
      \W [(pr-str arg) (rest args) i]
      \{ (let [end (matching-end s i \{ \})
               body (subs s i (:start end))
               items (if at? args arg)
               text (loop [items (seq items) n 0 out ""]
                      (if (or (nil? items) (and a (>= n a)))
                        out
                        (let [[text left stop?] (if colon?
                                                  (format-args body (first items))
                                                  (format-args body items))
                              left (if colon? (next items) (seq left))]
                          (if stop?
                            (str out text)
                            (recur left (inc n) (str out text))))))]
           [text (if at? () (rest args)) (:end end)])
      \[ (let [end (matching-end s i \[ \])
               clauses (clauses-of s i end)]
           (cond
             at? (if arg
                   [(nth (format-args (first clauses) args) 0) (rest args) (:end end)]
                   ["" (rest args) (:end end)])
             colon? [(nth (format-args (nth clauses (if arg 1 0)) (rest args)) 0) (rest args) (:end end)]
             :else (let [n (or a arg)
                         args (if a args (rest args))
                         default? (and (seq (:separators end)) (contains? (nth (last (:separators end)) 2) \:))
                         clause (cond (< -1 n (if default? (dec (count clauses)) (count clauses))) (nth clauses n)
                                      default? (last clauses)
                                      :else "")
                         [text left] (format-args clause args)]
                     [text left (:end end)])))
      \( (let [end (matching-end s i \( \))
               [text left] (format-args (subs s i (:start end)) args)]
           [(cond (and at? colon?) (string/upper-case text)
                  colon? (string/join " " (map string/capitalize (string/split text #" ")))
                  at? (string/capitalize text)
                  :else (string/lower-case text))
            left (:end end)])
      \< (let [end (matching-end s i \< \>)
               [text left] (format-args (subs s i (:start end)) args)]
           [(pad-text text a nil true) left (:end end)])
      (throw (ex-info (str "cl-format: unknown directive ~" c) {:format s})))))

(defn- format-args
  "[text args-left stopped?] of a format string."
  [s all]
  (loop [i 0 args all out ""]
    (if (>= i (count s))
      [out args false]
      (let [tilde (string/index-of s "~" i)]
        (if (nil? tilde)
          [(str out (subs s i)) args false]
          (let [out (str out (subs s i tilde))
                [params flags c next-i args :as directive] (parse-directive s (inc tilde) args)]
            (if (= c \^)
              (if (seq args) (recur next-i args out) [out args true])
              (let [[text left next-i] (format-directive s directive all)]
                (recur next-i left (str out text))))))))))

(defn cl-format
  "Common Lisp's format with the usual directives: ~a ~s ~d ~x ~b ~o ~r ~f ~$ ~c ~p ~% ~& ~~ ~t ~* ~{ ~} ~[ ~] ~( ~) ~^. Writer: nil
  returns the string, true prints to *out*. (cl-format nil \"~d item~:p\" 3)"
  [writer format-in & args]
  (let [text (nth (format-args format-in args) 0)]
    (cond
      (nil? writer) text
      (true? writer) (do (print text) nil)
      :else (binding [*out* writer] (print text) nil))))
