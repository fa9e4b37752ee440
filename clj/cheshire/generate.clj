;; The names of cheshire.generate, on norn.json: how instances of a class are written.
;;
;; An encoder is a function of the value and a generator. It writes one value,
;; by a function of this namespace or by the generator's methods, which are
;; those of Jackson's JsonGenerator that encoders use.

(ns cheshire.generate
  (:require [norn.json :as json]))

;; open: the arrays and objects that are not ended yet, the innermost last, as [:array items], [:object members] or [:field name];
;; written: the value, once it is whole.
(deftype Generator [^:unsynchronized-mutable open ^:unsynchronized-mutable written ^:unsynchronized-mutable whole]
  Object
  (put [this x]
    (let [[kind content] (peek open)]
      (case kind
        :array (set! open (conj (pop open) [:array (conj content x)]))
        :field (let [outer (pop open)
                     [_ members] (peek outer)]
                 (set! open (conj (pop outer) [:object (conj members [content x])])))
        :object (throw (IllegalStateException. "writeFieldName is due before a value"))
        (if whole
          (throw (IllegalStateException. "an encoder writes one value"))
          (do (set! written x) (set! whole true)))))
    nil)
  (result [_]
    (if (and whole (empty? open)) written (throw (IllegalStateException. "the encoder has not written a whole value"))))
  (writeString [this x] (.put this (str x)))
  (writeNumber [this x] (.put this (if (string? x) (json/raw x) x)))
  (writeBoolean [this x] (.put this (boolean x)))
  (writeNull [this] (.put this nil))
  (writeObject [this x] (.put this x))
  (writeRawValue [this x] (.put this (json/raw (str x))))
  (writeStartArray [_] (set! open (conj open [:array []])) nil)
  (writeEndArray [this] (let [[_ items] (peek open)] (set! open (pop open)) (.put this items)))
  (writeStartObject [_] (set! open (conj open [:object []])) nil)
  (writeEndObject [this] (let [[_ members] (peek open)] (set! open (pop open)) (.put this (into (array-map) members))))
  (writeFieldName [_ name] (set! open (conj open [:field (str name)])) nil)
  (writeStringField [this name x] (.writeFieldName this name) (.writeString this x))
  (writeNumberField [this name x] (.writeFieldName this name) (.writeNumber this x))
  (writeBooleanField [this name x] (.writeFieldName this name) (.writeBoolean this x))
  (writeNullField [this name] (.writeFieldName this name) (.writeNull this))
  (writeObjectField [this name x] (.writeFieldName this name) (.put this x))
  (writeArrayFieldStart [this name] (.writeFieldName this name) (.writeStartArray this))
  (writeObjectFieldStart [this name] (.writeFieldName this name) (.writeStartObject this)))

(defn add-encoder
  "From now on instances of a class are written by (f x generator).
  (add-encoder Point (fn [p generator] (.writeString generator (str (.x p) \",\" (.y p)))))"
  [class f]
  (json/add-encoder! class (fn [x]
                             (let [generator (->Generator [] nil false)]
                               (f x generator)
                               (.result generator)))))

(defn remove-encoder
  "Forgets the encoder of a class."
  [class]
  (json/remove-encoder! class))

(defn encode-str "Writes (str x)." [x generator] (.put generator (str x)))
(defn encode-nil "Writes null." [_ generator] (.put generator nil))
(defn encode-bool "Writes true or false." [x generator] (.put generator (boolean x)))
(defn encode-number "Writes a number." [x generator] (.put generator x))
(defn encode-long "Writes an integer." [x generator] (.put generator x))
(defn encode-int "Writes an integer." [x generator] (.put generator x))
(defn encode-ratio "Writes a ratio as a number with a point." [x generator] (.put generator (double x)))
(defn encode-seq "Writes an array." [x generator] (.put generator (vec x)))
(defn encode-map "Writes an object." [x generator] (.put generator (into {} x)))
(defn encode-date "Writes an instant as text." [x generator] (.put generator x))
(defn encode-named "Writes the name of a keyword or symbol with its namespace." [x generator] (.put generator (subs (str (keyword x)) 1)))
(defn encode-symbol "Writes a symbol as text." [x generator] (.put generator (str x)))
(defn write-string "Writes a string." [generator x] (.put generator (str x)))
