;; ZIP archives (APPNOTE 6.3): entries that are stored or deflated, names in UTF-8.
;;
;; Writing holds one file in memory at a time; reading holds the archive. Zip64
;; (archives of 4 GiB, 65,535 entries) and encryption are not supported. What is
;; wrong with an archive is a java.io.IOException whose ex-data has :code
;; (:zip/broken, :zip/unsupported, :zip/unsafe-name, :zip/too-large) and, where
;; there is one, :entry.

(ns norn.zip
  (:require [clojure.string :as str]
            [norn.compress :as compress]
            [norn.defio :refer [defio]]
            [norn.file :as file]))

(def ^:private local-signature 0x04034b50)
(def ^:private central-signature 0x02014b50)
(def ^:private end-signature 0x06054b50)
(def ^:private end-size 22)
(def ^:private most-bytes 0xfffffffe)
(def ^:private most-entries 65534)

(defn- fail [code message data]
  (throw (norn.prim/make-exception java.io.IOException message (assoc data :type :norn/io-error :code code) nil)))

;; --- numbers, the lowest byte first ---------------------------------------------------

(defn- bytes-of
  "The bytes of numbers: (bytes-of [n size] …)"
  [& fields]
  (byte-array (mapcat (fn [[n size]] (map (fn [i] (unchecked-byte (bit-shift-right n (* 8 i)))) (range size))) fields)))

(defn- number-at [bytes at size]
  (when (or (neg? at) (< (alength bytes) (+ at size)))
    (fail :zip/broken "the ZIP archive is cut off" {}))
  (reduce (fn [n i] (bit-or n (bit-shift-left (bit-and 255 (aget bytes (+ at i))) (* 8 i)))) 0 (range size)))

(defn- slice-at [bytes at size]
  (when (< (alength bytes) (+ at size))
    (fail :zip/broken "the ZIP archive is cut off" {}))
  (norn.prim/bytes-slice bytes at (+ at size)))

(defn- dos-time
  "[time date] of milliseconds since 1970, in UTC."
  [ms]
  (let [[year month day hour minute second]
        (map parse-long (re-seq #"\d+" (pr-str (java.util.Date. (max ms 315532800000))))) ; not before 1980
        join (fn [& parts] (reduce (fn [n [x bits]] (bit-or (bit-shift-left n bits) x)) 0 parts))]
    [(join [hour 5] [minute 6] [(quot second 2) 5])
     (join [(- year 1980) 7] [month 4] [day 5])]))

;; --- writing --------------------------------------------------------------------------

(defn- write-entry!
  "Writes one entry at an offset. [its record for the directory, the offset behind it]"
  [out offset {:keys [name content modified-ms permissions]}]
  (let [name-bytes (.getBytes name)
        content (or content (byte-array 0))
        deflated (when (< 16 (alength content)) (compress/compress :raw-deflate content))
        deflated? (and deflated (< (alength deflated) (alength content)))
        data (if deflated? deflated content)
        [time date] (dos-time modified-ms)
        end (+ offset 30 (alength name-bytes) (alength data))
        common [[20 2] [0x0800 2] [(if deflated? 8 0) 2] [time 2] [date 2] [(norn.prim/crc32 content) 4]
                [(alength data) 4] [(alength content) 4] [(alength name-bytes) 2] [0 2]]]
    (when (< most-bytes end)
      (fail :zip/too-large "a ZIP archive without Zip64 has less than 4 GiB" {:entry name}))
    (.write out (apply bytes-of [local-signature 4] common))
    (.write out name-bytes)
    (.write out data)
    [(norn.prim/bytes-join
      [(apply bytes-of (concat [[central-signature 4] [0x0314 2]] common
                               [[0 2] [0 2] [0 2]
                                [(bit-or (bit-shift-left (bit-or (if (str/ends-with? name "/") 0040000 0100000) permissions) 16)
                                         (if (str/ends-with? name "/") 16 0)) 4]
                                [offset 4]]))
       name-bytes])
     end]))

(defn- write-all! [out entries]
  (loop [left (seq entries) offset 0 directory []]
    (if left
      (let [[record end] (write-entry! out offset (first left))]
        (when (= most-entries (count directory))
          (fail :zip/too-large "a ZIP archive without Zip64 has less than 65,535 entries" {}))
        (recur (next left) end (conj directory record)))
      (let [directory-bytes (norn.prim/bytes-join directory)
            n (count directory)]
        (.write out directory-bytes)
        (.write out (bytes-of [end-signature 4] [0 2] [0 2] [n 2] [n 2] [(alength directory-bytes) 4] [offset 4] [0 2]))))))

(defn- tree
  "A path and all below it, each directory before what it holds."
  [path]
  (cons path (when (file/directory? path) (map :path (file/walk path)))))

(defn- entry-of [path name-of]
  (let [{:keys [type modified-ms permissions]} (file/status path)
        name (str/replace (name-of path) #"^(\./|/)+" "")]
    (case type
      :directory {:name (str name "/") :modified-ms modified-ms :permissions permissions}
      :file {:name name :content (file/read-bytes path) :modified-ms modified-ms :permissions permissions}
      nil))) ; FIFOs and the like

(defio create
  "Writes a ZIP archive of files and directories, these with all below them; links to files are followed. The names in it are the paths as they are
  given, without a slash in front. Options:
  :root directory  names begin below it
  :path-fn f       the name is (f path)
  Returns nil. (create \"src.zip\" [\"src\" \"README.md\"])"
  ([target paths] (create target paths nil))
  ([target paths {:keys [root path-fn]}]
   (let [paths (map str (if (sequential? paths) paths [paths]))
         root (when root (str/replace (str root) #"/*$" "/"))
         name-of (fn [path]
                   (let [name (if (and root (str/starts-with? path root)) (subs path (count root)) path)]
                     (str (if path-fn (path-fn name) name))))]
     (with-open [out (file/output-stream target)]
       (write-all! out (remove (fn [entry] (or (nil? entry) (contains? #{"/" "./"} (:name entry))))
                               (map (fn [path] (entry-of path name-of))
                                    (remove (fn [path] (= root (str path "/"))) (mapcat tree paths))))))
     nil)))

;; --- reading --------------------------------------------------------------------------

(defn- archive-bytes [x]
  (cond (bytes? x) x
        (norn.prim/type-method x 'readAllBytes) (.readAllBytes x)
        :else (file/read-bytes x)))

(defn- end-record
  "Where the end of the directory stands: the last one whose comment reaches to the end."
  [bytes]
  (let [size (alength bytes)]
    (loop [at (- size end-size)]
      (cond
        (or (neg? at) (< at (- size end-size 65535))) (fail :zip/broken "this is no ZIP archive: its directory is missing" {})
        (and (= end-signature (number-at bytes at 4)) (= size (+ at end-size (number-at bytes (+ at 20) 2)))) at
        :else (recur (dec at))))))

(defn- directory-of [bytes]
  (let [end (end-record bytes)
        n (number-at bytes (+ end 10) 2)
        start (number-at bytes (+ end 16) 4)]
    (when (or (= 0xffff n) (= 0xffffffff start))
      (fail :zip/unsupported "Zip64 archives are not supported" {}))
    (loop [left n at start entries []]
      (if (zero? left)
        entries
        (let [number (fn [offset size] (number-at bytes (+ at offset) size))
              name-size (number 28 2)]
          (when (not= central-signature (number 0 4))
            (fail :zip/broken "the directory of the ZIP archive is broken" {}))
          (recur (dec left)
                 (+ at 46 name-size (number 30 2) (number 32 2))
                 (conj entries {:name (norn.prim/bytes-string (slice-at bytes (+ at 46) name-size))
                                :flags (number 8 2) :method (number 10 2) :crc (number 16 4)
                                :compressed-bytes (number 20 4) :size-bytes (number 24 4) :offset (number 42 4)})))))))

(defn- content-of [bytes {:keys [name flags method crc compressed-bytes size-bytes offset]}]
  (when (bit-test flags 0)
    (fail :zip/unsupported (str "the entry " name " is encrypted") {:entry name}))
  (when (not= local-signature (number-at bytes offset 4))
    (fail :zip/broken (str "the entry " name " is not where the directory says") {:entry name}))
  (let [start (+ offset 30 (number-at bytes (+ offset 26) 2) (number-at bytes (+ offset 28) 2))
        data (slice-at bytes start compressed-bytes)
        content (case method
                  0 data
                  8 (if (zero? size-bytes)
                      (byte-array 0)
                      (try
                        (compress/decompress :raw-deflate data {:max-bytes size-bytes})
                        (catch java.io.IOException e
                          (fail :zip/broken (str "the entry " name " can't be decompressed: " (ex-message e)) {:entry name}))))
                  (fail :zip/unsupported (str "the entry " name " is compressed by method " method "; 0 and 8 are supported")
                        {:entry name :method method}))]
    (when (or (not= size-bytes (alength content)) (not= crc (norn.prim/crc32 content)))
      (fail :zip/broken (str "the entry " name " is not what its checksum says") {:entry name}))
    content))

(defio entries
  "What a ZIP archive (a path, byte array or input stream) holds: a vector of maps of :name (that of a directory ends in /), :size-bytes and
  :compressed-bytes. (map :name (entries \"src.zip\")) => (\"src/\" \"src/a.clj\")"
  [archive]
  (mapv (fn [entry] (select-keys entry [:name :size-bytes :compressed-bytes])) (directory-of (archive-bytes archive))))

(defio read-entry
  "The bytes of the entry of a name in a ZIP archive (a path, byte array or input stream), or nil. (String. (read-entry \"src.zip\" \"src/a.clj\"))"
  [archive name]
  (let [bytes (archive-bytes archive)]
    (when-let [entry (first (filter (fn [entry] (= name (:name entry))) (directory-of bytes)))]
      (content-of bytes entry))))

(defn- safe-name [name]
  (when (or (str/starts-with? name "/") (some #{".."} (str/split name #"/")) (str/includes? name "\u0000"))
    (fail :zip/unsafe-name (str "the entry " name " would be written outside of the target") {:entry name}))
  name)

(defio extract
  "Writes what a ZIP archive (a path, byte array or input stream) holds below a directory, \".\" unless told, which is made. A name that
  leads out of it is an error, and so is a file that exists already (:EEXIST). Options:
  :replace true   existing files are replaced
  :only f         entries for whose map, as entries returns it, f is true
  Returns nil. (extract \"src.zip\" \"target\")"
  ([archive] (extract archive "."))
  ([archive directory] (extract archive directory nil))
  ([archive directory {:keys [replace only]}]
   (let [bytes (archive-bytes archive)
         found (filter (fn [entry] (or (nil? only) (only (select-keys entry [:name :size-bytes :compressed-bytes]))))
                       (directory-of bytes))]
     (run! (comp safe-name :name) found) ; before anything is written
     (file/make-directories directory)
     (doseq [{:keys [name] :as entry} found
             :let [path (str directory "/" name)]]
       (if (str/ends-with? name "/")
         (file/make-directories path)
         (do (when (str/includes? name "/")
               (file/make-directories (subs path 0 (str/last-index-of path "/"))))
             (with-open [out (file/open path {:mode (if replace :write :create-new)})]
               (file/write-all out (content-of bytes entry))))))
     nil)))
