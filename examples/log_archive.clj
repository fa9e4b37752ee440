;; Archives log files: reads them, replaces what looks like an e-mail address,
;; compresses each to FILE.gz, checks the copy and counts its levels:
;;
;;   norn examples/log_archive.clj DIRECTORY [OUTPUT-DIRECTORY]
;;
;; Eight files are under way at a time. Each is plain code, top to bottom; reading,
;; compressing and writing suspend its task while others go on. A file that can't be
;; archived is reported and disturbs nobody; Ctrl-C leaves no half-written archive,
;; because each takes its name only when it is complete. Without arguments the
;; program makes a directory of logs of its own.

(ns log-archive
  (:require [clojure.string :as str]
            [norn.async :refer [parallel-map]]
            [norn.compress :as compress]
            [norn.digest :as digest]
            [norn.file :as file]
            [norn.json :as json]))

(def at-a-time 8)

(defn redact
  "The text with e-mail addresses made unrecognisable, the same one always in the same way."
  [text]
  (str/replace text #"[\w.+-]+@[\w-]+\.[\w.]+"
               (fn [address] (str "user-" (subs (digest/sha256 address) 0 8)))))

(defn levels
  "How many lines there are of each level, as in {\"INFO\" 3}."
  [text]
  (frequencies (map second (re-seq #"(?m)^\S+ (\w+) " text))))

(defn archive
  "Archives one file. A map that says what became of it."
  [path directory]
  (let [target (str directory "/" (last (str/split path #"/")) ".gz")]
    (try
      (let [text (redact (file/read path))
            packed (compress/gzip text {:level 9})]
        (file/write target packed {:atomic true})
        (when-not (= text (String. (compress/gunzip (file/read-bytes target))))
          (throw (java.io.IOException. (str target " does not hold what was written"))))
        {:path path :archive target :bytes-in (count (.getBytes text)) :bytes-out (alength packed) :levels (levels text)
         :sha256 (digest/sha256 packed)})
      (catch java.io.IOException e
        {:path path :problem (or (:code (ex-data e)) (ex-message e))}))))

(defn archive-all
  "Archives the .log files of a directory and writes a manifest beside the archives. The maps of all files."
  [directory output]
  (file/mkdirs output)
  (let [results (parallel-map at-a-time (fn [path] (archive path output)) (file/glob directory "*.log"))]
    (file/write (str output "/manifest.json") (json/write results :pretty true) {:atomic true})
    results))

(defn report [results]
  (let [{done false failed true} (group-by (comp some? :problem) results)
        total (fn [k] (reduce + 0 (map k done)))]
    (println (count done) "files," (total :bytes-in) "bytes, archived in"
             (quot (* 100 (total :bytes-out)) (max 1 (total :bytes-in))) "% of that:")
    (println (str/join ", " (map (fn [[level n]] (str n " " level))
                                 (sort (apply merge-with + {} (map :levels done))))))
    (doseq [{:keys [path problem]} failed]
      (println "skipped" (str (last (str/split path #"/")) ":") problem))))

(defn make-sample [directory]
  (doseq [day (range 1 25)]
    (file/write (str directory "/day-" day ".log")
                (apply str (for [i (range 200)]
                             (str "2024-01-" day "T10:00:00Z " (if (= 0 (mod i 50)) "ERROR" "INFO")
                                  " request " (* i day) " by ada" (mod i 7) "@example.org\n")))))
  (file/make-directory (str directory "/not-a-file.log")))

(if-let [[directory output] (seq *command-line-args*)]
  (report (archive-all directory (or output (str directory "/archive"))))
  (file/with-temp-dir [directory]
    (make-sample directory)
    (let [results (archive-all directory (str directory "/archive"))]
      (report results)
      (println "manifest:" (count (json/parse (file/read (str directory "/archive/manifest.json")))) "entries,"
               (count (distinct (keep :sha256 results))) "digests"))))
