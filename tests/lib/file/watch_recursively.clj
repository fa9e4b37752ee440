;; A recursive watcher tells what changes in directories of any depth, in those that come later and those that are moved in with
;; all they hold; not any more what happens in those that were moved out.
(require '[norn.file :as file] '[norn.async :as a])

(defn changes-until
  "The changes until `last` is told, without those told twice, relative to d."
  [w d last]
  (loop [seen []]
    (let [{:keys [path kind]} (a/with-timeout 10000 (file/next-change w))
          change [kind (subs path (min (count path) (inc (count d))))]]
      (cond
        (= last change) (distinct seen)
        :else (recur (conj seen change))))))

(file/with-temp-dir [d]
  (file/with-temp-dir [elsewhere]
    (file/mkdirs (str d "/a/b/c"))
    (file/mkdirs (str elsewhere "/in/deep"))
    (file/write (str elsewhere "/in/deep/x") "1")
    (with-open [w (file/watch d {:recursive true})]
      (let [mark (fn [] (file/write (str d "/mark") "") (file/delete (str d "/mark")))
            told (fn [] (mark) (remove (fn [[kind path]] (or (= "mark" path) (= :changed kind))) (changes-until w d [:deleted "mark"])))]
        (file/write (str d "/a/b/c/new") "text")
        (prn (told))
        (file/append (str d "/a/b/c/new") "more")
        (mark)
        (prn (some #{[:changed "a/b/c/new"]} (changes-until w d [:deleted "mark"])))
        ;; made and filled at once
        (file/mkdirs (str d "/later/on"))
        (file/write (str d "/later/on/x") "1")
        (prn (set (told)))
        (file/write (str d "/later/on/y") "1")
        (prn (told))
        (file/rename (str elsewhere "/in") (str d "/moved-in"))
        (prn (set (told)))
        (file/write (str d "/moved-in/deep/y") "1")
        (prn (told))
        (file/rename (str d "/moved-in") (str elsewhere "/out"))
        (prn (told))
        (file/write (str elsewhere "/out/deep/z") "1")
        (prn (told))
        ;; a directory named like the one it is in
        (file/mkdirs (str d "/same/same"))
        (told)
        (file/delete (str d "/same/same"))
        (prn (told))
        (file/delete-tree (str d "/later"))
        (prn (set (told)))))
    (prn (try (file/watch (str d "/none") {:recursive true}) (catch :ENOENT e (:code (ex-data e)))))
    ;; a file itself
    (file/write (str d "/file") "")
    (with-open [w (file/watch (str d "/file"))]
      (file/append (str d "/file") "x")
      (prn (= {:path (str d "/file") :kind :changed} (file/next-change w)))
      (file/delete (str d "/file"))
      (loop [] (when (not= {:path (str d "/file") :kind :deleted} (file/next-change w)) (recur))))
    ;; more than are kept
    (with-open [w (file/watch d)]
      (dotimes [i 4200] (norn.prim/make-directory (str d "/" i)))
      (loop [change (file/next-change w)]
        (if (= :overflow (:kind change)) (prn (= d (:path change))) (recur (file/next-change w)))))))
;=> ([:created "a/b/c/new"])
;=> [:changed "a/b/c/new"]
;=> #{[:created "later"] [:created "later/on"] [:created "later/on/x"]}
;=> ([:created "later/on/y"])
;=> #{[:created "moved-in"] [:created "moved-in/deep"] [:created "moved-in/deep/x"]}
;=> ([:created "moved-in/deep/y"])
;=> ([:deleted "moved-in"])
;=> ()
;=> ([:deleted "same/same"])
;=> #{[:deleted "later/on/x"] [:deleted "later/on/y"] [:deleted "later/on"] [:deleted "later"]}
;=> :ENOENT
;=> true
;=> true
