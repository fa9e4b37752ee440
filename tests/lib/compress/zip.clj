;; ZIP archives: ours are read by Python's zipfile and theirs by us; broken and hostile ones are refused.
;gc-stress-every 1000 millions of characters or bytes are made one by one
(require '[norn.zip :as zip] '[norn.file :as file] '[norn.process :as process] '[babashka.fs :as fs] '[clojure.java.io :as io] '[clojure.string :as str])
(defn python [program & args] (:out (process/run (into ["python3" "-c" program] args) {:check true})))
(defn failure [f] (try (f) :none (catch java.io.IOException e [(:code (ex-data e)) (ex-message e)])))
(file/with-temp-dir [d]
  (let [at (fn [& parts] (str/join "/" (cons d parts)))
        noise (byte-array (map (fn [i] (unchecked-byte (bit-xor (* i 73) (bit-shift-right (* i i) 5)))) (range 70000)))
        contents {"a.txt" (.getBytes (apply str (repeat 5000 "text "))) "empty" (byte-array 0) "sub/größe.bin" noise "sub/deep/x" (.getBytes "x")}]
    (file/mkdirs (at "in/sub/deep"))
    (file/mkdirs (at "in/none"))
    (doseq [[name content] contents] (file/write (at "in" name) content))
    (zip/create (at "ours.zip") (at "in") {:root (at "in")})
    (prn (mapv :name (zip/entries (at "ours.zip"))))
    (prn (map (juxt :size-bytes (fn [e] (< (:compressed-bytes e) 1000))) (take 1 (zip/entries (at "ours.zip")))))
    (print (python "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), [(i.filename, i.file_size, oct(i.external_attr >> 16), i.date_time[0] >= 2024) for i in z.infolist()])" (at "ours.zip")))
    (python "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])" (at "ours.zip") (at "by-python"))
    (prn (every? (fn [[name content]] (= (vec content) (vec (file/read-bytes (at "by-python" name))))) contents) (file/directory? (at "by-python" "none")))
    (python "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED); [z.write(sys.argv[2] + '/' + n, n) for n in ('a.txt', 'empty', 'sub/größe.bin', 'sub/deep/x')]; z.comment = b'PK\\x05\\x06 a comment'; z.close()" (at "theirs.zip") (at "in"))
    (zip/extract (at "theirs.zip") (at "by-us"))
    (prn (every? (fn [[name content]] (= (vec content) (vec (file/read-bytes (at "by-us" name))))) contents) (String. (zip/read-entry (at "theirs.zip") "sub/deep/x")) (zip/read-entry (at "theirs.zip") "none"))
    (prn (first (failure #(zip/extract (at "theirs.zip") (at "by-us")))) (zip/extract (at "theirs.zip") (at "by-us") {:replace true}))
    (zip/extract (file/read-bytes (at "theirs.zip")) (at "some") {:only (fn [e] (str/ends-with? (:name e) ".txt"))})
    (prn (file/list (at "some")))
    ;; babashka.fs
    (fs/zip (at "bb.zip") [(at "in/a.txt") (at "in/sub")] {:root (at "in") :path-fn (fn [name] (str "top/" name))})
    (prn (= (at "bb-out") (with-open [in (io/input-stream (at "bb.zip"))] (fs/unzip in (at "bb-out") {:extract-fn (fn [{:keys [name]}] (not= name "top/a.txt"))}))) (map #(fs/relativize (at "bb-out") %) (fs/glob (at "bb-out") "**")))
    ;; broken and hostile
    (prn (failure #(zip/entries (byte-array 10))) (failure #(zip/entries (byte-array 1000))))
    (let [bytes (file/read-bytes (at "theirs.zip"))
          size (alength bytes)
          changed (fn [at x] (let [copy (aclone bytes)] (aset copy at (unchecked-byte x)) copy))]
      (prn (failure #(zip/read-entry (changed 60 0) "a.txt")))
      ;; whatever byte is wrong, the end is an error or a right content
      (prn (set (for [i (concat (range 0 size 97) (range (- size 400) size))]
                  (let [broken (changed i (bit-xor 255 (aget bytes i)))]
                    (try
                      (doseq [{:keys [name]} (zip/entries broken) :when (contains? contents name)]
                        (when (not= (vec (contents name)) (vec (zip/read-entry broken name))) (throw (Exception. "wrong content"))))
                      :fine
                      (catch java.io.IOException e (:code (ex-data e))))))))
      (doseq [cut (range 0 size 1013)] (failure #(zip/entries (norn.prim/bytes-slice bytes 0 cut)))))
    (python "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1], 'w'); z.writestr('fine', 'x'); z.writestr('../evil', 'x'); z.close(); z = zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_LZMA); z.writestr('l', 'x' * 100); z.close()" (at "evil.zip") (at "lzma.zip"))
    (prn (failure #(zip/extract (at "evil.zip") (at "evil"))) (file/exists? (at "evil/fine")) (file/exists? (at "evil")))
    (prn (failure #(zip/extract (at "lzma.zip") (at "evil"))))
    (prn (first (failure #(zip/entries (at "nothing")))))))
;=> ["a.txt" "empty" "none/" "sub/" "sub/deep/" "sub/deep/x" "sub/größe.bin"]
;=> ([25000 true])
;=> None [('a.txt', 25000, '0o100644', True), ('empty', 0, '0o100644', True), ('none/', 0, '0o40755', True), ('sub/', 0, '0o40755', True), ('sub/deep/', 0, '0o40755', True), ('sub/deep/x', 1, '0o100644', True), ('sub/größe.bin', 70000, '0o100644', True)]
;=> true true
;=> true "x" nil
;=> :EEXIST nil
;=> ["a.txt"]
;=> true ("top" "top/sub" "top/sub/deep" "top/sub/deep/x" "top/sub/größe.bin")
;=> [:zip/broken "this is no ZIP archive: its directory is missing"] [:zip/broken "this is no ZIP archive: its directory is missing"]
;=> [:zip/broken "the entry a.txt can't be decompressed: raw-deflate data expands to more than 25000 bytes"]
;=> #{:zip/broken :fine :zip/unsupported}
;=> [:zip/unsafe-name "the entry ../evil would be written outside of the target"] false false
;=> [:zip/unsupported "the entry l is compressed by method 14; 0 and 8 are supported"]
;=> :ENOENT
