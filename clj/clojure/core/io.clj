;; Text readers and writers, *in* *out* *err*, slurp and spit.
;;
;; A writer has a method write, a reader a text buffer that it fills when asked.
;; slurp and spit take files whole; readers and writers of files, and streams of
;; bytes, are norn.io's.

(deftype DescriptorWriter [fd]
  java.io.Writer
  (write [_ text] (norn.prim/write-out fd (if (string? text) text (str (char text)))) nil)
  (append [this text] (norn.prim/write-out fd (str text)) this)
  (flush [_] (norn.prim/flush-out fd) nil)
  (close [_] (norn.prim/flush-out fd) nil))

(deftype StringWriter [builder]
  java.io.Writer
  (write [_ text] (norn.prim/string-builder-append! builder (if (string? text) text (str (char text)))) nil)
  (append [this text] (norn.prim/string-builder-append! builder (str text)) this)
  (flush [_] nil)
  (close [_] nil)
  Object
  (toString [_] (norn.prim/string-builder-text builder)))

(defn- string-writer
  [] (->StringWriter (norn.prim/shared-string-builder)))

(def ^{:dynamic true :doc "The writer print and friends write to: standard output unless it is bound otherwise."}
  *out* (->DescriptorWriter 1))

(def ^{:dynamic true :doc "The writer for messages to people: standard error unless it is bound otherwise."}
  *err* (->DescriptorWriter 2))

;; `text` is what was read but not used yet, from code point `at` on; `fill` returns more text or nil at the end; `shut` closes what is
;; behind it.
(deftype TextReader [^:unsynchronized-mutable text ^:unsynchronized-mutable at ^:unsynchronized-mutable line
                     ^:unsynchronized-mutable column fill shut]
  java.io.Reader
  (pending [_] (if (= at 0) text (do (set! text (subs text at)) (set! at 0) text)))
  (fillMore [_]
    (let [more (fill)]
      (if (nil? more)
        false
        (do (set! text (str (if (= at 0) text (subs text at)) more))
            (set! at 0)
            true))))
  (position [_] [line column])
  (advance [_ n new-line new-column]
    (set! at (+ at n))
    (set! line new-line)
    (set! column new-column)
    nil)
  (read [this]
    (if (< at (count text))
      (let [c (nth text at)]
        (set! at (inc at))
        (if (= c \newline)
          (do (set! line (inc line)) (set! column 1))
          (set! column (inc column)))
        (int c))
      (if (.fillMore this) (.read this) -1)))
  (unread [_ c]
    (if (> at 0)
      (set! at (dec at))
      (set! text (str (char c) text)))
    (set! column (max 1 (dec column)))
    nil)
  (readLine [this]
    (let [newline (norn.prim/index-of-char text \newline at)]
      (if (>= newline 0)
        (let [end (if (and (> newline at) (= (nth text (dec newline)) \return)) (dec newline) newline)
              found (subs text at end)]
          (set! at (inc newline))
          (set! line (inc line))
          (set! column 1)
          found)
        (if (.fillMore this)
          (.readLine this)
          (if (< at (count text))
            (let [found (subs text at)]
              (set! at (count text))
              found)
            nil)))))
  (ready [_] (< at (count text)))
  (close [_] (shut)))

(defn- text-reader
  "A reader of the texts that (fill) returns, nil at the end; closing it calls (shut)."
  [fill shut] (->TextReader "" 0 1 1 fill shut))

(defn- string-reader
  [s] (->TextReader s 0 1 1 (fn [] nil) (fn [] nil)))

(def ^{:dynamic true :doc "The reader read and read-line read from: standard input unless it is bound otherwise."}
  *in* (text-reader (fn [] (norn.prim/read-in)) (fn [] nil)))

(defn line-seq
  "Returns a lazy seq of the lines of a reader, as read-line gives them; nil if there are none."
  [rdr]
  (let [line (.readLine rdr)]
    (if (nil? line)
      nil
      (cons line (lazy-seq (line-seq rdr))))))

(defn read-line
  "Reads the next line from *in*, without its end; nil at the end of input."
  [] (.readLine *in*))

(defmacro with-in-str
  "Evaluates the body with *in* bound to a reader of the string s."
  [s & body]
  `(binding [*in* (norn.prim/string-reader ~s)] ~@body))

(norn.prim/define-var! "norn.prim" "text-reader" text-reader)
(norn.prim/define-var! "norn.prim" "string-reader" string-reader)
(norn.prim/define-var! "norn.prim" "string-writer" string-writer)

(defmacro with-out-str
  "Evaluates the body with *out* bound to a writer of its own; returns what was printed. (with-out-str (pr 1)) => \"1\""
  [& body]
  `(let* [writer# (norn.prim/string-writer)]
     (binding [*out* writer#] ~@body)
     (str writer#)))

(defn- option-true?
  [options k] (boolean (get (apply hash-map options) k)))

(defn slurp
  "Returns the text of a file (a path or File), UTF-8, or what a reader or input stream has left, or of a byte array. Suspends the
  calling task while the file is read. FileNotFoundException if there is none. (slurp \"deps.edn\")"
  [f & opts]
  (cond
    (string? f) (norn.prim/read-file f)
    (instance? TextReader f)
    (loop []
      (if (.fillMore f) (recur) (let [text (.pending f)] (.advance f (count text) 1 1) text)))
    (bytes? f) (norn.prim/bytes-string f)
    (norn.prim/type-method f 'readAllBytes) (norn.prim/bytes-string (.readAllBytes f))
    :else (norn.prim/read-file (str f))))

(defn spit
  "Writes (str content) to a file, replacing it or, with :append true, behind what it holds. Suspends the calling task."
  [f content & opts]
  (if (norn.prim/type-method f 'write)
    (do (.write f (str content)) (.close f))
    (norn.prim/write-file (str f) (str content) (option-true? opts :append)))
  nil)
