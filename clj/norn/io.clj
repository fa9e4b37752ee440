;; Streams of bytes, and readers and writers over them, as java.io's are used.
;;
;; A stream is made of functions: files, child processes and byte arrays have
;; their own. All of them may suspend. What is read and not used yet is kept, so a
;; read that is cancelled loses nothing that its source has not lost.

(ns norn.io)

(def ^:private chunk-chars "What a writer gathers before it writes." 32768)

(defn- slice [bytes from to]
  (if (and (= 0 from) (= to (alength bytes))) bytes (norn.prim/bytes-slice bytes from to)))

;; The rest of an input stream in terms of (.nextPiece this most): the next 1 to `most` bytes, nil at the end.
(defmacro def-input-stream
  "A deftype that is a java.io.InputStream. The methods given are nextPiece, available and close, and may be others."
  [name fields & methods]
  `(deftype ~name ~fields
     java.io.InputStream
     (~'read [this#]
       (let [next# (.nextPiece this# 1)]
         (if next# (bit-and 255 (aget next# 0)) -1)))
     (~'read [this# buffer#] (.read this# buffer# 0 (alength buffer#)))
     (~'read [this# buffer# offset# length#]
       (if (= 0 length#)
         0
         (let [next# (.nextPiece this# length#)]
           (if next#
             (do (norn.prim/bytes-put! buffer# offset# next# 0 (alength next#))
                 (alength next#))
             -1))))
     (~'readNBytes [this# n#]
       (loop [pieces# [] left# n#]
         (let [next# (if (pos? left#) (.nextPiece this# left#) nil)]
           (if next#
             (recur (conj pieces# next#) (- left# (alength next#)))
             (norn.prim/bytes-join pieces#)))))
     (~'skip [this# n#]
       (loop [left# n#]
         (let [next# (if (pos? left#) (.nextPiece this# left#) nil)]
           (if next# (recur (- left# (alength next#))) (- n# left#)))))
     (~'transferTo [this# out#]
       (loop [n# 0]
         (let [next# (.nextPiece this# 65536)]
           (if next#
             (do (.write out# next#) (recur (+ n# (alength next#))))
             n#))))
     ~@methods))

(defn- all-bytes [stream]
  (loop [pieces []]
    (let [next (.nextPiece stream 67108864)]
      (if next (recur (conj pieces next)) (norn.prim/bytes-join pieces)))))

;; `pull` returns the next bytes, or nil at the end; `piece` is what it returned, used up to `at`.
(def-input-stream InputStream [pull shut ^:unsynchronized-mutable piece ^:unsynchronized-mutable at]
  (available [_] (if piece (- (alength piece) at) 0))
  (nextPiece [this most]
    (if (and piece (< at (alength piece)))
      (let [end (min (alength piece) (+ at most))
            taken (slice piece at end)]
        (set! at end)
        taken)
      (let [more (pull)]
        (set! piece more)
        (set! at 0)
        (if (nil? more) nil (.nextPiece this most)))))
  (readAllBytes [this] (all-bytes this))
  (close [_] (shut) nil))

(defn input-stream
  "An input stream of what (pull) returns, byte arrays and then nil; closing it calls (shut). (input-stream (fn [] nil) (fn [] nil))"
  [pull shut]
  (->InputStream pull shut nil 0))

(defn next-piece
  "The next bytes of an input stream, 1 to `most` of them (65,536); nil at its end. Suspends until there are some."
  ([stream] (.nextPiece stream 65536))
  ([stream most] (.nextPiece stream most)))

(defn input-stream?
  "Whether x is an input stream that next-piece takes."
  [x]
  (boolean (and (norn.prim/user-type? x) (norn.prim/type-method x 'nextPiece))))

(defn bytes-input-stream
  "An input stream of a byte array. (.read (bytes-input-stream (byte-array [7]))) => 7"
  [bytes]
  (let [left (volatile! (if (= 0 (alength bytes)) nil bytes))]
    (input-stream (fn [] (let [next @left] (vreset! left nil) next))
                  (fn [] nil))))

;; `push` writes bytes or a string.
(deftype OutputStream [push shut]
  java.io.OutputStream
  (write [_ x] (push (if (number? x) (byte-array [(unchecked-byte x)]) x)) nil)
  (write [_ bytes offset length] (push (slice bytes offset (+ offset length))) nil)
  (flush [_] nil)
  (close [_] (shut) nil))

(defn output-stream
  "An output stream that gives byte arrays and strings to (push x); closing it calls (shut).
  (output-stream (fn [x] (println x)) (fn [] nil))"
  [push shut]
  (->OutputStream push shut))

(deftype ByteArrayOutputStream [^:unsynchronized-mutable pieces]
  java.io.OutputStream
  (write [_ x] (set! pieces (conj pieces (if (number? x) (byte-array [(unchecked-byte x)]) x))) nil)
  (write [_ bytes offset length] (set! pieces (conj pieces (norn.prim/bytes-slice bytes offset (+ offset length)))) nil)
  (toByteArray [_] (norn.prim/bytes-join pieces))
  (size [this] (alength (.toByteArray this)))
  (reset [_] (set! pieces []) nil)
  (flush [_] nil)
  (close [_] nil)
  Object
  (toString [this] (norn.prim/bytes-string (.toByteArray this))))

;; --- text ---------------------------------------------------------------------------

(defn reader
  "A reader of the UTF-8 text of an input stream; closing it closes the stream.
  (.readLine (reader (bytes-input-stream (.getBytes \"a\\nb\")))) => \"a\""
  [stream]
  (let [rest-of-character (volatile! nil)
        ended (volatile! false)
        fill (fn fill []
               (if @ended
                 nil
                 (let [piece (.nextPiece stream 65536)
                       [text cut-off] (norn.prim/decode-utf8 @rest-of-character piece)]
                   (vreset! rest-of-character cut-off)
                   (when (nil? piece) (vreset! ended true))
                   (if (= "" text) (if (nil? piece) nil (fill)) text))))]
    (norn.prim/text-reader fill (fn [] (.close stream)))))

;; `builder` holds what was written and is not with the stream yet.
(deftype StreamWriter [stream builder]
  java.io.Writer
  (write [this text]
    (norn.prim/string-builder-append! builder (if (string? text) text (str (char text))))
    (if (< chunk-chars (norn.prim/string-builder-length builder)) (.drain this) nil))
  (write [this text offset length] (.write this (subs (str text) offset (+ offset length))))
  (append [this text] (.write this (str text)) this)
  (drain [_]
    (let [text (norn.prim/string-builder-text builder)]
      (when-not (= "" text)
        (norn.prim/string-builder-set-length! builder 0)
        (.write stream text))
      nil))
  (newLine [this] (.write this "\n"))
  (flush [this] (.drain this) (.flush stream) nil)
  (close [this]
    (try
      (.drain this)
      (finally (.close stream)))
    nil))

(defn writer
  "A writer of UTF-8 text to an output stream; it gathers text, which flush and close write out. Closing it closes the stream.
  (doto (writer out) (.write \"text\") (.close))"
  [stream]
  (->StreamWriter stream (norn.prim/shared-string-builder)))

;; --- java.io ------------------------------------------------------------------------

(norn.interop/add-statics 'java.io.ByteArrayOutputStream
  {'new (fn ([] (->ByteArrayOutputStream [])) ([_] (->ByteArrayOutputStream [])))})

(norn.interop/add-statics 'java.io.ByteArrayInputStream {'new bytes-input-stream})

(doseq [class '[java.io.BufferedInputStream java.io.BufferedOutputStream java.io.DataInputStream]]
  (norn.interop/add-statics class {'new (fn ([inner] inner) ([inner _] inner))}))

(norn.interop/add-statics 'java.io.InputStreamReader {'new (fn ([stream] (reader stream)) ([stream _] (reader stream)))})
(norn.interop/add-statics 'java.io.OutputStreamWriter {'new (fn ([stream] (writer stream)) ([stream _] (writer stream)))})
