;; The names of clojure.java.io, and java.io.File as scripts use it, on norn.file
;; and norn.io. A File is a path with methods; each of them suspends its task where
;; it asks the file system.

(ns clojure.java.io
  (:require [clojure.string :as str]
            [norn.file :as file]
            [norn.io :as io]))

;; --- java.io.File -------------------------------------------------------------------

(norn.interop/add-statics 'java.io.File {'separator "/" 'separatorChar \/ 'pathSeparator ":" 'pathSeparatorChar \:})

(defn- clean-path
  "As the constructor of File: no slash at the end, none twice."
  [path]
  (let [path (str/replace path #"/+" "/")]
    (if (and (< 1 (count path)) (str/ends-with? path "/")) (subs path 0 (dec (count path))) path)))

(defn- parent-path [path]
  (let [slash (str/last-index-of path "/")]
    (cond (nil? slash) nil
          (= path "/") nil
          (= 0 slash) "/"
          :else (subs path 0 slash))))

(defn- absolute-path [path]
  (cond (str/starts-with? path "/") path
        (= "" path) (System/getProperty "user.dir")
        :else (str (System/getProperty "user.dir") "/" path)))

(defn- canonical-path
  "Absolute, without . and .., and without links as far as the path exists."
  [path]
  (let [path (absolute-path path)]
    (try
      (file/real-path path)
      (catch java.io.IOException _
        (let [above (parent-path path)
              name (subs path (inc (str/last-index-of path "/")))]
          (cond (nil? above) path
                (= ".." name) (or (parent-path (canonical-path above)) "/")
                (= "." name) (canonical-path above)
                :else (let [above (canonical-path above)] (str above (if (= "/" above) "" "/") name))))))))

(defn- succeeds?
  "What File's methods answer: whether it worked."
  [f]
  (try (f) true (catch java.io.IOException _ false)))

(declare ->File)

(deftype File [path]
  java.io.File
  (getPath [_] path)
  (getName [_] (subs path (inc (or (str/last-index-of path "/") -1))))
  (getParent [_] (parent-path path))
  (getParentFile [_] (let [parent (parent-path path)] (if parent (->File parent) nil)))
  (isAbsolute [_] (str/starts-with? path "/"))
  (getAbsolutePath [_] (absolute-path path))
  (getAbsoluteFile [_] (->File (absolute-path path)))
  (getCanonicalPath [_] (canonical-path path))
  (getCanonicalFile [_] (->File (canonical-path path)))
  (exists [_] (file/exists? path))
  (isFile [_] (file/file? path))
  (isDirectory [_] (file/directory? path))
  (isHidden [this] (str/starts-with? (.getName this) "."))
  (canRead [_] (file/access? path :read))
  (canWrite [_] (file/access? path :write))
  (canExecute [_] (file/access? path :execute))
  (length [_] (or (:size-bytes (file/status path)) 0))
  (lastModified [_] (or (:modified-ms (file/status path)) 0))
  (setLastModified [_ ms] (succeeds? (fn [] (file/touch path {:modified-ms ms}))))
  (setExecutable [this on] (.setExecutable this on true))
  (setExecutable [_ on owner-only]
    (let [bits (if owner-only 0100 0111)
          now (:permissions (file/status path))]
      (and (some? now)
           (succeeds? (fn [] (file/set-permissions path (if on (bit-or now bits) (bit-and-not now bits))))))))
  (list [_] (try (object-array (file/list path)) (catch java.io.IOException _ nil)))
  (listFiles [_] (try (object-array (mapv (fn [entry] (->File (:path entry))) (file/entries path)))
                      (catch java.io.IOException _ nil)))
  (mkdir [_] (succeeds? (fn [] (file/make-directory path))))
  (mkdirs [_] (and (not (file/exists? path)) (succeeds? (fn [] (file/make-directories path)))))
  (createNewFile [_] (try
                       (with-open [_ (file/open path {:mode :create-new})] true)
                       (catch :EEXIST _ false)))
  (delete [_] (succeeds? (fn [] (file/delete path))))
  (deleteOnExit [_] (file/delete-at-exit path {:tree false}) nil)
  (renameTo [_ to] (succeeds? (fn [] (file/rename path (str to)))))
  (toPath [this] this)
  (toFile [this] this)
  (toURI [_] (str "file:" (absolute-path path)))
  (toURL [_] (str "file:" (absolute-path path)))
  Comparable
  (compareTo [_ other] (compare path (str other)))
  Object
  (toString [_] path)
  (equals [_ other] (and (instance? File other) (= path (str other))))
  (hashCode [_] (hash path)))

(norn.interop/add-statics 'java.io.File
  {'new (fn ([path] (->File (clean-path (str path))))
            ([parent child] (->File (clean-path (if (nil? parent) (str child) (str parent "/" child))))))
   'createTempFile (fn ([prefix suffix] (->File (file/temp-file {:prefix prefix :suffix (or suffix ".tmp")})))
                       ([prefix suffix directory]
                        (->File (file/temp-file {:prefix prefix :suffix (or suffix ".tmp") :directory directory}))))})

;; --- clojure.java.io ----------------------------------------------------------------

(defn as-file
  "A File of a path; a File itself; nil of nil. A file: URL is taken apart."
  [x]
  (cond
    (nil? x) nil
    (instance? File x) x
    (and (string? x) (str/starts-with? x "file:")) (->File (clean-path (str/replace x #"^file:(//)?" "")))
    (string? x) (->File (clean-path x))
    :else (throw (IllegalArgumentException. (str "expected a path or a File, found " (norn.prim/print-brief x))))))

(defn as-relative-path
  "The path of x. IllegalArgumentException if it is absolute."
  [x]
  (let [f (as-file x)]
    (when (.isAbsolute f)
      (throw (IllegalArgumentException. (str f " is not a relative path"))))
    (.getPath f)))

(defn file
  "A File of a path, or of a parent and relative paths below it. (str (file \"a\" \"b\" \"c.txt\")) => \"a/b/c.txt\""
  ([x] (as-file x))
  ([parent child] (->File (clean-path (str (as-file parent) "/" (as-relative-path child)))))
  ([parent child & more] (reduce file (file parent child) more)))

(defn as-url
  "The URL of x as a string."
  [x]
  (if (instance? File x) (.toURL x) (str x)))

(defn- is-path? [x] (or (string? x) (instance? File x)))

(defn input-stream
  "An input stream of a path, File or byte array, or x itself if it is one."
  [x & options]
  (cond
    (is-path? x) (file/input-stream (as-file x))
    (bytes? x) (io/bytes-input-stream x)
    (norn.prim/type-method x 'nextPiece) x
    :else (throw (IllegalArgumentException. (str "no input stream can be made of " (norn.prim/print-brief x))))))

(defn output-stream
  "An output stream to a path or File, or x itself if it is one. Options in a row: :append true."
  [x & {:keys [append]}]
  (cond
    (is-path? x) (file/output-stream (as-file x) {:append append})
    (norn.prim/type-method x 'write) x
    :else (throw (IllegalArgumentException. (str "no output stream can be made of " (norn.prim/print-brief x))))))

(defn reader
  "A reader of the UTF-8 text of a path, File, byte array or input stream; x itself if it is one. For with-open and line-seq."
  [x & options]
  (if (norn.prim/type-method x 'readLine)
    x
    (io/reader (input-stream x))))

(defn writer
  "A writer of UTF-8 text to a path, File or output stream; x itself if it is one. Options in a row: :append true."
  [x & {:keys [append]}]
  (cond
    (is-path? x) (file/writer (as-file x) {:append append})
    (norn.prim/type-method x 'append) x
    (norn.prim/type-method x 'write) (io/writer x)
    :else (throw (IllegalArgumentException. (str "no writer can be made of " (norn.prim/print-brief x))))))

(defn- copy-text [from to]
  (loop []
    (let [text (.pending from)]
      (when-not (= "" text)
        (.advance from (count text) 1 1)
        (.write to text))
      (when (.fillMore from) (recur)))))

(defn copy
  "Copies everything from an input (stream, reader, File, byte array, or a string as the text itself) to an output (stream, writer,
  File or path). Closes only what it has opened. Returns nil."
  [input output & options]
  (cond
    (and (instance? File input) (is-path? output))
    (file/copy (str input) (str (as-file output)))
    (is-path? output)
    (with-open [out (output-stream output)] (copy input out))
    (instance? File input)
    (with-open [in (input-stream input)] (copy in output))
    (string? input) (.write output input)
    (norn.prim/type-method input 'readLine) (copy-text input output)
    (norn.prim/type-method output 'append) (copy-text (reader input) output)
    :else (.transferTo (input-stream input) output))
  nil)

(defn make-parents
  "Makes the directory that is to hold (file x & more), and its parents. True if it made one."
  [x & more]
  (let [parent (.getParentFile (apply file x more))]
    (if parent (.mkdirs parent) nil)))

(defn delete-file
  "Deletes a file. If that fails: an IOException, or `silently` if that is given and true. Returns true."
  ([x] (delete-file x false))
  ([x silently]
   (try
     (file/delete (str (as-file x)))
     true
     (catch java.io.IOException e
       (if silently silently (throw e))))))

(defn resource
  "The File of a name on the class path, or nil. (slurp (resource \"templates/a.txt\"))"
  ([name] (resource name nil))
  ([name _]
   (first (for [directory (norn.prim/classpath)
                :let [path (if (= "" directory) name (str directory "/" name))]
                :when (file/exists? path)]
            (->File (clean-path path))))))
