;; JSON (RFC 8259). Objects are maps, arrays are vectors, null is nil.
;;
;; The host reads and writes all that is plain data (src/data/json_reader.h and
;; json_writer.h). What needs the language is done here: functions for keys and
;; values, encoders, lazy seqs, user types. Any of them may wait.
;;
;; A text that is no JSON is an ExceptionInfo whose ex-data has :type
;; :norn/json-error, :code (:json/syntax, or :json/unfinished when the text only
;; ends too early), :line, :column and :offset.

(ns norn.json
  (:refer-clojure :exclude [read]))

;; --- reading --------------------------------------------------------------------------

(def ^:private read-keywords 1)
(def ^:private read-decimals 2)
(def ^:private read-one 4)

(defn- text-of
  [x]
  (cond
    (string? x) x
    (bytes? x) (norn.prim/bytes-string x)
    :else (throw (IllegalArgumentException. (str "expected JSON text, a string or byte array, found " (norn.prim/print-brief x))))))

(defn- plain-keys?
  "Whether the host can make the keys: strings, or keywords."
  [{:keys [key-fn]}]
  (or (nil? key-fn) (identical? key-fn keyword)))

(defn- read-flags
  [{:keys [keywords bigdec key-fn]}]
  (+ (if (or (and keywords (nil? key-fn)) (identical? key-fn keyword)) read-keywords 0)
     (if bigdec read-decimals 0)))

(defn- rebuilt
  "A value the host has read, with :key-fn, :value-fn and :array-fn (of the key's text) applied from the inside out."
  [x key-fn value-fn array-fn]
  (letfn [(member [result text v]
            (let [k (if key-fn (key-fn text) text)
                  v (walk v text)
                  made (if value-fn (value-fn k v) v)]
              (if (and value-fn (identical? made value-fn)) result (assoc result k made))))
          (walk [x k]
            (cond
              (map? x) (reduce-kv member {} x)
              (vector? x) (let [items (mapv (fn [item] (walk item k)) x)]
                            (if array-fn (into (array-fn (if (keyword? k) (subs (str k) 1) k)) items) items))
              :else x))]
    (walk x nil)))

(norn.prim/set-twin! "norn.prim/json-read"
  (fn [flags max-depth text from]
    (let [state (norn.prim/json-read-begin flags max-depth text from)]
      (loop []
        (or (norn.prim/json-read-some! state) (recur))))))

(defn- read-from
  "[value end] of the text from an offset on."
  [text from flags {:keys [key-fn value-fn array-fn max-depth] :as options}]
  (let [[value end :as result] (norn.prim/json-read (+ (read-flags options) flags) (or max-depth 10000) text from)]
    (if (or value-fn array-fn (not (plain-keys? options)))
      [(rebuilt value (when-not (plain-keys? options) key-fn) value-fn array-fn) end]
      result)))

(defn parse
  "The value of a JSON text, a string or a byte array of UTF-8. Integers of any size are exact. Options, as a map or in a row:
  :keywords true    the keys of objects become keywords, as (keyword key) makes them
  :key-fn f         the keys become (f key)
  :value-fn f       the values of objects become (f key value), from the inside out; a value-fn that returns itself
                    leaves the member out
  :bigdec true      numbers with a point or exponent become BigDecimals with all their digits, else doubles
  :max-depth n      deeper nesting is an error; 10000 unless told
  (parse \"{\\\"a\\\": [1, 2.5, null]}\" :keywords true) => {:a [1 2.5 nil]}"
  [text & {:as options}]
  (nth (read-from (text-of text) 0 0 options) 0))

(def ^{:arglists '([text & {:as options}]) :doc "The same as parse."} read-str parse)

(defn- skip-blanks
  "The offset of the next character that is no JSON whitespace."
  [text from]
  (loop [at from]
    (if (and (< at (count text)) (case (nth text at) (\space \newline \return \tab) true false))
      (recur (inc at))
      at)))

(defn parse-all
  "A lazy seq of the values of a text that holds one after the other, with or without blanks between them (JSON Lines). Options as
  for parse. (parse-all \"{} [1]\\n2\") => ({} [1] 2)"
  [text & {:as options}]
  (let [text (text-of text)]
    ((fn step [from]
       (lazy-seq
        (let [from (skip-blanks text from)]
          (when (< from (count text))
            (let [[value end] (read-from text from read-one options)]
              (cons value (step end)))))))
     0)))

(defn- advance
  "Takes what was read from a reader."
  [reader text end]
  (let [[line column] (.position reader)
        taken (subs text 0 end)
        lines (count (filter (fn [c] (= c \newline)) taken))
        last-line (inc (.lastIndexOf taken "\n"))]
    (.advance reader end (+ line lines) (if (zero? lines) (+ column end) (inc (- end last-line))))))

(defn read
  "The next value of a reader, which stays behind it. Options as for parse; at the end of the input :eof-value is returned if it is
  given, else that is an error. (with-open [r (clojure.java.io/reader \"a.json\")] (read r :keywords true)) => {:a 1}"
  [reader & {:as options}]
  (loop []
    (let [text (.pending reader)
          from (skip-blanks text 0)
          step (if (= from (count text))
                 nil
                 (try (read-from text from read-one options)
                      (catch clojure.lang.ExceptionInfo e
                        (if (= :json/unfinished (:code (ex-data e))) e (throw e)))))
          complete? (and (vector? step) (< (nth step 1) (count text)))] ; a number may go on
      (cond
        complete? (do (advance reader text (nth step 1)) (nth step 0))
        (.fillMore reader) (recur)
        (vector? step) (do (advance reader text (nth step 1)) (nth step 0))
        (and (nil? step) (contains? options :eof-value)) (:eof-value options)
        (nil? step) (throw (ex-info "JSON: expected a value, found the end of the input"
                                    {:type :norn/json-error :code :json/unfinished}))
        :else (throw step)))))

;; --- writing --------------------------------------------------------------------------

;; JSON text that is written as it is.
(deftype Raw [text]
  Object
  (toString [_] text))

(defn raw
  "Stands for JSON text that write takes as it is: for what an encoder or :default-fn returns, or for text that is there already.
  (write {:a (raw \"[1]\")}) => \"{\\\"a\\\":[1]}\""
  [text]
  (->Raw text))

(def ^:private write-pretty 1)
(def ^:private write-plain-names 2)
(def ^:private write-escaped-unicode 4)
(def ^:private write-escaped-slashes 8)
(def ^:private maps-by-language 16)

(def ^:private encoders
  "{:table {class function} :classes array-for-the-host}"
  (atom {:table {} :classes nil}))

(defn- with-table
  [table]
  {:table table :classes (when (seq table) (to-array (keys table)))})

(defn add-encoder!
  "From now on instances of a class are written as what (f x) returns. Returns nil.
  (add-encoder! Point (fn [p] [(.x p) (.y p)]))"
  [class f]
  (swap! encoders (fn [{:keys [table]}] (with-table (assoc table class f))))
  nil)

(defn remove-encoder!
  "Forgets the encoder of a class. Returns nil. (remove-encoder! Point)"
  [class]
  (swap! encoders (fn [{:keys [table]}] (with-table (dissoc table class))))
  nil)

(defn- encoder-of
  [table x]
  (when (and (seq table) (some? x))
    (or (get table (class x))
        (some (fn [[c f]] (when (instance? c x) f)) table))))

(defn- append!
  [state text]
  (norn.prim/string-builder-append! (:builder state) text))

(defn- append-line!
  [state level]
  (when (:pretty state)
    (append! state (apply str "\n" (repeat level "  ")))))

(declare append-value!)

(defn- append-parts!
  [state level opening closing parts kind append-part!]
  (append! state opening)
  (loop [left (seq parts) first? true]
    (let [more (if (and left (< level 100) (not= kind :made-members))
                 (norn.prim/json-write-some!
                   (:flags state) (:classes state) (inc level) (:builder state) left first? (= kind :entries))
                 left)
          first? (and first? (identical? more left))
          left (seq more)]
      (if left
        (do (when-not first? (append! state ","))
            (append-line! state (inc level))
            (append-part! (first left))
            (recur (next left) false))
        (when-not first? (append-line! state level)))))
  (append! state closing))

(defn- append-key!
  [{:keys [key-fn] :as state} k]
  (let [k (if key-fn (key-fn k) k)]
    (when (nil? k)
      (throw (IllegalArgumentException. "nil can't be the key of a JSON object")))
    (append-value! state 0 (if (or (string? k) (ident? k) (inst? k)) k (str k)))))

(defn- members
  "The entries of a map that are to be written."
  [{:keys [value-fn]} m]
  (if value-fn
    (for [[k v] m :let [made (value-fn k v)] :when (not (identical? made value-fn))] [k made])
    m))

(defn- append-structure!
  "Appends what the host left to the language, going down one level."
  [state level x]
  (let [encoder (encoder-of (:table state) x)]
    (cond
      (instance? Raw x)
      (append! state (.-text x))
      encoder
      (let [made (encoder x)]
        (when (identical? made x)
          (throw (IllegalArgumentException. (str "The JSON encoder of " (.getName (class x)) " returns its argument"))))
        (append-value! state level made))
      (map? x)
      (append-parts! state level "{" "}" (members state x) (if (:value-fn state) :made-members :entries)
                     (fn [entry]
                       (append-key! state (nth entry 0))
                       (append! state (if (:pretty state) ": " ":"))
                       (append-value! state (inc level) (nth entry 1))))
      (or (sequential? x) (set? x) (norn.prim/array? x) (instance? java.util.Collection x))
      (append-parts! state level "[" "]" x :elements (fn [item] (append-value! state (inc level) item)))
      (:default-fn state)
      (append-value! state level ((:default-fn state) x))
      :else
      (throw (ex-info (str "JSON has no text for " (.getName (class x)) ": " (norn.prim/print-brief x)
                           ". :default-fn or add-encoder! can say what to write instead.")
                      {:type :norn/json-error :code :json/unknown-class})))))

(defn- append-long-string!
  [state s]
  (append! state "\"")
  (loop [from 0]
    (when from
      (recur (norn.prim/json-append-string-some! (:flags state) (:builder state) s from))))
  (append! state "\""))

(defn- append-value!
  "Appends one value: by the host if it can. From 100 levels on the host is not asked any more, each question could cost it another
  200."
  [state level x]
  (let [text (if (and (> level 100) (coll? x))
               nil
               (norn.prim/json-write-or-nil (:flags state) (:classes state) level x))]
    (cond
      text (append! state text)
      (norn.prim/long-text? x) (append-long-string! state x)
      :else (append-structure! state level x))))

(defn- write-state
  [{:keys [pretty key-fn value-fn default-fn escape-unicode escape-slash plain-names] :as options}]
  (let [{:keys [table classes]} (if (seq (:encoders options))
                                  (with-table (merge (:table @encoders) (:encoders options)))
                                  @encoders)
        plain-keys? (or (nil? key-fn) (and plain-names (identical? key-fn name)))]
    {:flags (+ (if pretty write-pretty 0)
               (if plain-names write-plain-names 0)
               (if escape-unicode write-escaped-unicode 0)
               (if escape-slash write-escaped-slashes 0)
               (if (and plain-keys? (nil? value-fn)) 0 maps-by-language))
     :table table
     :classes classes
     :pretty pretty
     :key-fn (when-not plain-keys? key-fn)
     :value-fn value-fn
     :default-fn default-fn}))

(defn write
  "The JSON text of a value. Maps and records become objects, other collections (also lazy seqs and arrays) become arrays, keywords and
  symbols strings with their namespace, characters, UUIDs and instants strings, ratios doubles; integers and BigDecimals keep
  all their digits. NaN, infinite numbers and nil as a key are IllegalArgumentExceptions. Options, as a map or in a row:
  :pretty true           a line for each element, two blanks a level
  :key-fn f              the text of a key is (f key), else the key as a string
  :value-fn f            the value of an object's member is (f key value); f itself leaves the member out
  :default-fn f          for a class that JSON has no text for: what (f x) returns is written
  :encoders {class f}    besides those of add-encoder!: instances of the class are written as what (f x) returns
  :plain-names true      keywords and symbols without their namespace
  :escape-unicode true   what is not ASCII as \\uXXXX
  :escape-slash true     / as \\/
  (write {:a [1 nil]}) => \"{\\\"a\\\":[1,null]}\""
  [x & {:as options}]
  (let [state (write-state options)]
    (or (norn.prim/json-write-or-nil (:flags state) (:classes state) 0 x)
        (let [builder (norn.prim/string-builder)]
          (if (norn.prim/long-text? x)
            (append-long-string! (assoc state :builder builder) x)
            (append-structure! (assoc state :builder builder) 0 x))
          (norn.prim/builder-finished builder)))))

(def ^{:arglists '([x & {:as options}]) :doc "The same as write."} write-str write)
