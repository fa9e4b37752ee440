;; Reports on a directory tree: files, lines, words and bytes by extension, and
;; which files have the same contents.
;;
;;   norn examples/tree_report.clj DIR [AT-ONCE]
;;
;; Every file and directory is visited by a task of its own, so each function
;; below reads like one that does a single thing at a time; a semaphore keeps at
;; most AT-ONCE (64 unless told) of them open and in memory. What cannot be read
;; is listed at the end and does not disturb the rest. Symbolic links are counted,
;; not followed.

(ns tree-report
  (:require [clojure.string :as str]
            [norn.async :as a]
            [norn.digest :as digest]
            [norn.file :as file]
            [norn.terminal :as terminal]))

;; --- a semaphore: some permits, and a queue of promises of those who wait for one ------

(defn semaphore [permits]
  (atom {:free permits, :waiting clojure.lang.PersistentQueue/EMPTY}))

(defn acquire!
  "Takes a permit; waits for one, first come, first served, when none is free."
  [semaphore]
  (let [turn (promise)
        [before _] (swap-vals! semaphore
                               (fn [{:keys [free] :as state}]
                                 (if (pos? free)
                                   (update state :free dec)
                                   (update state :waiting conj turn))))]
    (when (zero? (:free before))
      (await turn))))

(defn release!
  "Hands the permit to whoever has waited longest."
  [semaphore]
  (let [[before _] (swap-vals! semaphore
                               (fn [{:keys [waiting] :as state}]
                                 (if (empty? waiting)
                                   (update state :free inc)
                                   (update state :waiting pop))))]
    (when-let [turn (peek (:waiting before))]
      (deliver turn :go))))

(defmacro with-permit [semaphore & body]
  `(do
     (acquire! ~semaphore)
     (try ~@body (finally (release! ~semaphore)))))

;; --- one file ---------------------------------------------------------------------------

(defn extension [path]
  (or (second (re-find #"[^/.]\.([^/.]+)$" path)) "(none)"))

(defn white? [b]
  (or (= b 32) (and (< 8 b) (< b 14))))

(defn count-text
  "Lines and words as wc counts them: newline bytes, and runs of bytes that are no white space. Counting bytes, not
  characters, it takes any file, whatever its encoding."
  [content]
  (let [size (alength content)]
    (loop [i 0, lines 0, words 0, in-word? false]
      (if (< i size)
        (let [b (aget content i)]
          (cond
            (= b 10)   (recur (inc i) (inc lines) words false)
            (white? b) (recur (inc i) lines words false)
            in-word?   (recur (inc i) lines words true)
            :else      (recur (inc i) lines (inc words) true)))
        {:lines lines, :words words, :bytes size}))))

(defn measure [path]
  (let [content (file/read-bytes path)]
    (merge (count-text content)
           {:path path, :extension (extension path), :hash (digest/sha256 content)})))

;; --- the tree -----------------------------------------------------------------------------

(defn visit
  "A vector of what is found at and below an entry, a map of :path and :type: measured files, {:path :link}, {:path :problem}.
  job: {:permits a semaphore, :progress an atom of counts}."
  [{:keys [permits progress] :as job} {:keys [path type]}]
  (try
    (case type
      :file (try
              (swap! progress update :found inc)
              [(with-permit permits (measure path))]
              (finally (swap! progress update :done inc)))
      :directory (->> (with-permit permits (file/entries path))
                      (mapv (fn [entry] (async (visit job entry))))
                      (into [] (mapcat await)))
      :link [{:path path, :link true}]
      [{:path path, :problem (str "not a file but a " (name type))}])
    (catch java.io.IOException e
      [{:path path, :problem (ex-message e)}])))

;; --- progress, on a terminal only ---------------------------------------------------------

(defn write-error [& text]
  (binding [*out* *err*]
    (print (str/join text))
    (flush)))

(defn draw [{:keys [found done]}]
  (let [width 40
        filled (quot (* width done) (max found 1))]
    (write-error "\r" (str/join (repeat filled "#")) (str/join (repeat (- width filled) "."))
                 " " done " of " found " files")))

(defn show-while
  "Calls f. While it runs, a task of its own redraws the progress bar."
  [progress f]
  (if-not (terminal/terminal? :err)
    (f)
    (let [painter (async (while true
                           (draw @progress)
                           (a/sleep 50)))]
      (try
        (f)
        (finally
          (a/cancel! painter)
          (write-error "\r\u001b[K"))))))

;; --- the report ------------------------------------------------------------------------------

(defn sums [files]
  (reduce (fn [total file] (merge-with + total (select-keys file [:lines :words :bytes])))
          {:files (count files), :lines 0, :words 0, :bytes 0}
          files))

(defn print-table
  "Rows are vectors of a name and numbers; the columns are as wide as their longest cell."
  [header rows]
  (let [cells (map (partial mapv str) (cons header rows))
        widths (apply map (fn [& column] (apply max (map count column))) cells)]
    (doseq [[name & numbers] cells]
      (println (str/join "  " (cons (format (str "%-" (first widths) "s") name)
                                    (map (fn [width number] (format (str "%" width "s") number)) (rest widths) numbers)))))))

(defn print-some
  "Prints at most n of the items, and how many are left out."
  [n indent items print-item]
  (run! print-item (take n items))
  (when (< n (count items))
    (println (str indent "... and " (- (count items) n) " more"))))

(defn print-list [title items print-item]
  (when (seq items)
    (println)
    (println title)
    (print-some 10 "  " items print-item)))

(defn plural [n noun] (str n " " noun (when (not= n 1) "s")))

(defn print-report [found]
  (let [files (filter :hash found)
        links (filter :link found)
        problems (filter :problem found)
        by-extension (->> (group-by :extension files)
                          (map (fn [[extension files]] (assoc (sums files) :name extension)))
                          (sort-by (juxt (comp - :bytes) :name)))
        [common rare] (split-at 20 by-extension)
        duplicates (->> (vals (group-by :hash files))
                        (filter (fn [group] (and (next group) (pos? (:bytes (first group))))))
                        (sort-by (juxt (fn [group] (- (* (dec (count group)) (:bytes (first group))))) (comp :path first))))
        row (juxt :name :files :lines :words :bytes)]
    (print-table ["extension" "files" "lines" "words" "bytes"]
                 (concat (map row common)
                         (when (seq rare)
                           [(row (assoc (apply merge-with + (map #(dissoc % :name) rare)) :name (str "(" (count rare) " more)")))])
                         [(row (assoc (sums files) :name "total"))]))
    (print-list (str (plural (count duplicates) "group") " of files with the same contents")
                duplicates
                (fn [group]
                  (println (str "  " (plural (count group) "file") " of " (plural (:bytes (first group)) "byte")))
                  (print-some 3 "    " group (fn [{:keys [path]}] (println (str "    " path))))))
    (print-list (str (plural (count problems) "path") " could not be read")
                problems
                (fn [{:keys [path problem]}] (println (str "  " path ": " problem))))
    (when (seq links)
      (println)
      (println (plural (count links) "symbolic link") "not followed"))))

(defn main [directory at-once]
  (let [progress (atom {:found 0, :done 0})
        job {:permits (semaphore at-once), :progress progress}]
    (when-not (file/directory? directory)
      (write-error "tree_report: " directory " is not a directory\n")
      (System/exit 1))
    (print-report (show-while progress #(visit job {:path directory, :type :directory})))))

(let [[directory at-once] *command-line-args*
      at-once (parse-long (or at-once "64"))]
  (if (and directory at-once (pos? at-once))
    (main directory at-once)
    (do (write-error "usage: norn examples/tree_report.clj DIR [AT-ONCE]\n")
        (System/exit 2))))
