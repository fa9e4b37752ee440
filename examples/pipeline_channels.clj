;; Counts the words of text files with a pipeline over channels:
;;
;;   norn examples/pipeline_channels.clj [FILE...]
;;
;;   paths --> texts (4 readers at a time) --> words --> mult --> frequencies
;;                                                           `--> lengths
;;
;; Every stage is a task that takes from one channel and puts on the next. Buffers
;; bound what is in flight; a slow stage slows the ones before it. A file that can't
;; be read becomes a value on the same way, so nothing is lost. Without arguments
;; the pipeline counts a few lines of its own.

(ns pipeline-channels
  (:require [clojure.core.async :as async :refer [<! chan close! go pipeline-async tap mult to-chan!]]
            [clojure.string :as str]
            [norn.file :as file]))

(def sample
  ["Three sisters sit below the tree"
   "one spins the thread, one measures it"
   "and one decides where the thread ends"])

(defn read-text
  "Puts the text of a file, or what is wrong with it, on `out`, and closes it."
  [path out]
  (go
    (try
      (async/>! out {:text (file/read path)})
      (catch Exception e
        (async/>! out {:problem (str path ": " (ex-message e))}))
      (finally (close! out)))))

(defn words [text]
  (re-seq #"\p{L}+" (str/lower-case text)))

(defn texts-of
  "A channel of {:text ...} and {:problem ...}, in the order of the paths."
  [paths]
  (let [texts (chan 4)]
    (pipeline-async 4 texts read-text (to-chan! paths))
    texts))

(defn report [texts]
  (let [[problems readable] (async/split :problem texts 16 4)
        source (chan 64 (mapcat (comp words :text)))
        all-words (mult source)
        counts (async/reduce (fn [counts word] (update counts word (fnil inc 0))) {} (tap all-words (chan 64)))
        longest (async/reduce (fn [a b] (if (< (count a) (count b)) b a)) "" (tap all-words (chan 64)))
        ;; both taps stand before the first word comes
        _ (async/pipe readable source)
        counts (<! counts)]
    (println "words:   " (reduce + (vals counts)) "of which different:" (count counts))
    (println "frequent:" (str/join ", " (map (fn [[word n]] (str word " " n))
                                             (take 5 (sort-by (fn [[word n]] [(- n) word]) counts)))))
    (println "longest: " (<! longest))
    (doseq [{:keys [problem]} (<! (async/into [] problems))]
      (println "skipped: " problem))))

(report (if (seq *command-line-args*)
          (texts-of *command-line-args*)
          (to-chan! (map (fn [line] {:text line}) sample))))
