;; Files and directories. Every function suspends the calling task while a worker
;; does the work, and has a twin with -async behind its name that returns the
;; task instead. Paths are strings; relative ones start at the current directory.
;;
;; A failure is a java.io.FileNotFoundException (the path can't be opened) or
;; java.io.IOException; its ex-data has :code (:ENOENT :EACCES …), :operation and
;; :path, and (catch :ENOENT e …) takes one code.

(ns norn.file
  (:refer-clojure :exclude [list read])
  (:require [norn.async]))

(defmacro ^:private defio
  "Defines the function and its twin NAME-async, which starts a task."
  [name doc arglist & body]
  `(do
     (defn ~name ~doc ~arglist ~@body)
     (defn ~(symbol (str name "-async"))
       ~(str "Like " name ", but returns the task that does it.")
       ~arglist
       (norn.async/async (~name ~@arglist)))))

;; --- contents -------------------------------------------------------------------

(defio read
  "The text of a file, decoded as UTF-8; bytes that are no UTF-8 become U+FFFD.
  (read \"notes.txt\") => \"milk\\n\""
  [path]
  (norn.prim/read-file path))

(defio read-bytes
  "The contents of a file as a byte array."
  [path]
  (norn.prim/read-file-bytes path))

(defio write
  "Writes a string (as UTF-8) or byte array to a file, replacing what it held.
  Makes the file, but no directories. Returns nil."
  [path content]
  (norn.prim/write-file path content))

(defio append
  "Writes a string (as UTF-8) or byte array behind what a file holds. Returns nil."
  [path content]
  (norn.prim/write-file path content true))

;; --- what is where ----------------------------------------------------------------

(defio status
  "What stands at a path, links followed: a map of :type (:file :directory :fifo :socket :character-device :block-device),
  :size-bytes, :modified-ms and :accessed-ms (since 1970 UTC), :permissions (a number), :inode :device :links
  :user-id :group-id; nil if there is nothing."
  [path]
  (norn.prim/file-status path))

(defio link-status
  "Like status, but of a symbolic link itself: :type is then :link."
  [path]
  (norn.prim/file-status path false))

(defio exists?
  "True if something stands at the path."
  [path]
  (some? (norn.prim/file-status path)))

(defio directory?
  "True if the path is a directory, or a link to one."
  [path]
  (= :directory (:type (norn.prim/file-status path))))

(defio file?
  "True if the path is a regular file, or a link to one."
  [path]
  (= :file (:type (norn.prim/file-status path))))

(defio real-path
  "The absolute path without links, `.` and `..`. The path must exist."
  [path]
  (norn.prim/real-path path))

(defn- below [directory name]
  (cond
    (= directory "") name
    (= \/ (nth directory (dec (count directory)))) (str directory name)
    :else (str directory "/" name)))

(defio list
  "The entries of a directory in order of name: a vector of maps of :name, :path (directory/name) and :type, which is
  :link for symbolic links."
  [directory]
  (mapv (fn [[name type]] {:name name :path (below directory name) :type type})
        (norn.prim/list-directory directory)))

(defn walk
  "All entries below a directory, as list gives them: a lazy seq, each directory before what it holds. Links are not
  followed. With :on-error f, a directory that can't be read counts as empty and (f exception) is called; otherwise
  its failure is thrown."
  [directory & {:keys [on-error]}]
  (let [entries (if on-error
                  (try (list directory) (catch java.io.IOException e (on-error e) nil))
                  (list directory))]
    (mapcat (fn [entry]
              (if (= :directory (:type entry))
                (cons entry (lazy-seq (walk (:path entry) :on-error on-error)))
                [entry]))
            entries)))

;; --- changes ------------------------------------------------------------------------

(defio make-directories
  "Makes a directory and those of its parents that are missing; fine if it exists. Returns nil."
  [path]
  (norn.prim/make-directories path))

(defio rename
  "Gives a file or directory a new path, replacing what is there. Returns nil."
  [from to]
  (norn.prim/rename-file from to))

(defio delete
  "Deletes a file, a symbolic link (not its target) or an empty directory. Returns nil."
  [path]
  (norn.prim/delete-file path))
