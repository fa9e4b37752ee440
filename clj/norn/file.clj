;; Files and directories. Every function suspends the calling task while a worker
;; does the work, and has a twin with -async behind its name that returns the
;; task instead. Paths are strings (or anything whose str is a path, such as a
;; java.io.File); relative ones start at the current directory.
;;
;; A failure is a java.io.FileNotFoundException (the path can't be opened) or
;; java.io.IOException; its ex-data has :code (:ENOENT :EACCES …), :operation and
;; :path, and (catch :ENOENT e …) takes one code.

(ns norn.file
  (:refer-clojure :exclude [list read])
  (:require [clojure.string :as str]
            [norn.async :as async]
            [norn.io :as io]))

(defmacro ^:private defio
  "Defines the function and its twin NAME-async, which starts a task. The parameter `options` is optional."
  [name doc arglist & body]
  (let [required (vec (take-while (fn [p] (not= p 'options)) arglist))
        twin (symbol (str name "-async"))]
    `(do
       (defn ~name ~doc
         ~@(if (= required arglist)
             (cons arglist body)
             `((~required (~name ~@required nil))
               (~arglist ~@body))))
       (defn ~twin
         ~(str "Like " name ", but returns the task that does it.")
         ~@(if (= required arglist)
             `(~arglist (async/async (~name ~@arglist)))
             `((~required (async/async (~name ~@required nil)))
               (~arglist (async/async (~name ~@arglist)))))))))

;; --- contents -------------------------------------------------------------------

(defio read
  "The text of a file, decoded as UTF-8; bytes that are no UTF-8 become U+FFFD.
  (read \"notes.txt\") => \"milk\\n\""
  [path]
  (norn.prim/read-file (str path)))

(defio read-bytes
  "The contents of a file as a byte array."
  [path]
  (norn.prim/read-file-bytes (str path)))

(defio write
  "Writes a string (as UTF-8) or byte array to a file, replacing what it held. Makes the file, but no directories. Options:
  :append true  behind what it holds
  :atomic true  whoever opens the file sees the old content or the new one, never a part: a temporary file beside it is
                written and renamed. A symbolic link is replaced, not followed.
  :sync true    with :atomic: returns when the content is on the disk
  Returns nil."
  [path content options]
  (if (:atomic options)
    (norn.prim/replace-file (str path) content (:sync options))
    (norn.prim/write-file (str path) content (:append options))))

(def ^{:arglists '([path content] [path content options]) :doc "The same as write."} write-bytes write)
(def ^{:arglists '([path content] [path content options]) :doc "The same as write-async."} write-bytes-async write-async)

(defio append
  "Writes a string (as UTF-8) or byte array behind what a file holds. Returns nil."
  [path content]
  (norn.prim/write-file (str path) content true))

;; --- what is where ----------------------------------------------------------------

(defio status
  "What stands at a path, links followed: a map of :type (:file :directory :fifo :socket :character-device :block-device),
  :size-bytes, :modified-ms and :accessed-ms (since 1970 UTC), :permissions (a number), :inode :device :links
  :user-id :group-id; nil if there is nothing."
  [path]
  (norn.prim/file-status (str path)))

(defio link-status
  "Like status, but of a symbolic link itself: :type is then :link."
  [path]
  (norn.prim/file-status (str path) false))

(defio exists?
  "True if something stands at the path."
  [path]
  (some? (norn.prim/file-status (str path))))

(defio directory?
  "True if the path is a directory, or a link to one."
  [path]
  (= :directory (:type (norn.prim/file-status (str path)))))

(defio file?
  "True if the path is a regular file, or a link to one."
  [path]
  (= :file (:type (norn.prim/file-status (str path)))))

(defio real-path
  "The absolute path without links, `.` and `..`. The path must exist."
  [path]
  (norn.prim/real-path (str path)))

(defn- below [directory name]
  (cond
    (= directory "") name
    (= \/ (nth directory (dec (count directory)))) (str directory name)
    :else (str directory "/" name)))

(def ^{:arglists '([path]) :doc "The same as status."} stat status)
(def ^{:arglists '([path]) :doc "The same as status-async."} stat-async status-async)

(defio access?
  "Whether this program may :read, :write or :execute what is at a path; false if there is nothing."
  [path right]
  (norn.prim/access? (str path) right))

(defio entries
  "The entries of a directory in order of name: a vector of maps of :name, :path (directory/name) and :type, which is
  :link for symbolic links."
  [directory]
  (let [directory (str directory)]
    (mapv (fn [[name type]] {:name name :path (below directory name) :type type})
          (norn.prim/list-directory directory))))

(defio list
  "The names of what is in a directory, in order."
  [directory]
  (mapv first (norn.prim/list-directory (str directory))))

(defn walk
  "All entries below a directory, as `entries` gives them: a lazy seq, each directory before what it holds. Links are not
  followed. With :on-error f, a directory that can't be read counts as empty and (f exception) is called; otherwise
  its failure is thrown."
  [directory & {:keys [on-error]}]
  (let [found (if on-error
                (try (entries directory) (catch java.io.IOException e (on-error e) nil))
                (entries directory))]
    (mapcat (fn [entry]
              (if (= :directory (:type entry))
                (cons entry (lazy-seq (walk (:path entry) :on-error on-error)))
                [entry]))
            found)))

;; --- changes ------------------------------------------------------------------------

(defio make-directories
  "Makes a directory and those of its parents that are missing; fine if it exists. Returns nil."
  [path]
  (norn.prim/make-directories (str path)))

(defio rename
  "Gives a file or directory a new path, replacing what is there. Returns nil."
  [from to]
  (norn.prim/rename-file (str from) (str to)))

(defio delete
  "Deletes a file, a symbolic link (not its target) or an empty directory. Returns nil."
  [path]
  (norn.prim/delete-file (str path)))

(def ^{:arglists '([path]) :doc "The same as make-directories."} mkdirs make-directories)
(def ^{:arglists '([path]) :doc "The same as make-directories-async."} mkdirs-async make-directories-async)

(defio make-directory
  "Makes a directory. Its parent must exist, and nothing may stand at the path. Returns nil."
  [path]
  (norn.prim/make-directory (str path)))

(defio delete-tree
  "Deletes what stands at a path with everything below it; links are not followed. Fine if there is nothing. Returns nil."
  [path]
  (norn.prim/remove-tree (str path)))

(defio copy
  "Copies content and permissions of a regular file; links are followed. Options: :replace false makes it an error (:EEXIST) if
  there is something at `to`. Returns nil."
  [from to options]
  (norn.prim/copy-file (str from) (str to) (not (false? (:replace options)))))

(defio make-link
  "Makes a symbolic link to a target. Options: :hard true for a hard link. Returns nil."
  [path target options]
  (norn.prim/make-link (str path) (str target) (:hard options)))

(defio read-link
  "Where a symbolic link points to."
  [path]
  (norn.prim/read-link (str path)))

(defio set-permissions
  "Sets who may do what with a file, a number like 0644. Returns nil."
  [path permissions]
  (norn.prim/set-permissions (str path) permissions))

(defio touch
  "Makes an empty file if there is none, and sets the time of its last change. Options: :modified-ms, since 1970 UTC; now unless told.
  Returns nil."
  [path options]
  (norn.prim/touch-file (str path) (:modified-ms options)))

(defn- temporary-prefix [{:keys [directory prefix]}]
  (below (str (or directory (System/getProperty "java.io.tmpdir"))) (or prefix "norn-")))

(defio temp-file
  "Makes an empty file with a name of its own, which only this user may read, and returns its path. It is for the caller to delete.
  Options: :directory ($TMPDIR or /tmp unless told), :prefix, :suffix."
  [options]
  (norn.prim/make-temporary (temporary-prefix options) (or (:suffix options) "") false))

(defio temp-dir
  "Makes a directory with a name of its own, which only this user may enter, and returns its path. It is for the caller to delete.
  Options: :directory, :prefix."
  [options]
  (norn.prim/make-temporary (temporary-prefix options) "" true))

(defmacro with-temp-dir
  "Evaluates the body with a name bound to a new temporary directory, and deletes that with all its content at the end.
  (with-temp-dir [d] (write (str d \"/x\") \"1\"))"
  [[name options] & body]
  `(let [~name (temp-dir ~options)]
     (try
       ~@body
       (finally (delete-tree ~name)))))

;; --- files that stay open -----------------------------------------------------------

(deftype OpenFile [resource path]
  java.io.Closeable
  (close [_] (norn.prim/file-close resource))
  Object
  (toString [_] (str "#<open file " path ">")))

(defio open
  "Opens a file and returns it; close it, or use with-open. Options: :mode
  :read        unless told
  :write       replaces what it held
  :append      writes behind what it holds
  :create-new  fails with :EEXIST if there is a file
  :read-write  keeps what it holds
  One operation on it is under way at a time; a second one fails with :EBUSY."
  [path options]
  (->OpenFile (norn.prim/open-file (str path) (or (:mode options) :read)) (str path)))

(defio read-some
  "The next bytes of an open file: at least 1, at most `most`; nil at its end. Waits for a FIFO without keeping others from their
  files."
  [^OpenFile file most]
  (norn.prim/file-read-piece (.-resource file) most))

(defio write-all
  "Writes all bytes of an array, or of a string as UTF-8, to an open file. Returns nil."
  [^OpenFile file bytes-or-string]
  (norn.prim/file-write-piece (.-resource file) bytes-or-string))

(defio seek
  "Goes on reading and writing at a byte offset from the start, or at the :end. Returns the offset."
  [^OpenFile file offset]
  (norn.prim/file-seek (.-resource file) (if (= :end offset) nil offset)))

(defio sync
  "Returns nil when everything written to an open file is on the disk."
  [^OpenFile file]
  (norn.prim/file-sync (.-resource file)))

(defio close
  "Closes an open file; harmless if it is closed. Returns nil."
  [file]
  (.close file))

(defio input-stream
  "An input stream (norn.io) of a file."
  [path]
  (let [resource (norn.prim/open-file (str path) :read)]
    (io/input-stream (fn [] (norn.prim/file-read-piece resource 65536))
                     (fn [] (norn.prim/file-close resource)))))

(defio output-stream
  "An output stream (norn.io) to a file. Options: :append true."
  [path options]
  (let [resource (norn.prim/open-file (str path) (if (:append options) :append :write))]
    (io/output-stream (fn [x] (norn.prim/file-write-piece resource x))
                      (fn [] (norn.prim/file-close resource)))))

(defio reader
  "A reader of the UTF-8 text of a file, which is read as needed."
  [path]
  (io/reader (input-stream path)))

(defio writer
  "A writer of UTF-8 text to a file. Options: :append true."
  [path options]
  (io/writer (output-stream path options)))

(defn lines
  "The lines of a file without their ends: a lazy seq that reads as it goes, suspending whoever realizes it, and closes the file at its
  end. (count (lines \"big.log\"))"
  [path]
  (letfn [(step [from]
            (lazy-seq
             (if-let [line (try (.readLine from) (catch java.io.IOException e (.close from) (throw e)))]
               (cons line (step from))
               (do (.close from) nil))))]
    (lazy-seq (step (reader path)))))

;; --- watching -----------------------------------------------------------------------

(deftype Watcher [resource path]
  java.io.Closeable
  (close [_] (norn.prim/watch-close resource))
  Object
  (toString [_] (str "#<watcher of " path ">")))

(defn watch
  "Watches a file, or what is directly in a directory, from now on: take the changes with next-change. Close it, or use with-open. Does not
  keep the program running. Up to 4096 changes are kept for who comes later.
  (with-open [w (watch \"src\")] (next-change w)) => {:path \"src/a.clj\" :kind :changed}"
  [path]
  (->Watcher (norn.prim/watch-open (str path)) (str path)))

(defio next-change
  "Suspends until something that is watched changes; returns {:path path :kind kind}. kind is :changed (content or attributes), :renamed (it
  has come, gone or got another name) or :overflow (so much has happened that the changes were dropped; :path is then what is
  watched). nil when the watcher is closed."
  [^Watcher watcher]
  (when-let [[name kind] (norn.prim/watch-next (.-resource watcher))]
    (let [watched (.-path watcher)]
      {:path (if (and name (directory? watched)) (below watched name) watched)
       :kind kind})))

;; --- patterns -----------------------------------------------------------------------

(defn- pattern-text
  "The regular expression of a glob pattern."
  [pattern]
  (loop [left (seq pattern) text "" depth 0]
    (if-not left
      (if (= 0 depth) text (throw (IllegalArgumentException. (str "a { without its } in the pattern " pattern))))
      (let [[c & more] left]
        (case c
          \* (if (= \* (first more))
               (if (= \/ (second more))
                 (recur (nnext more) (str text "(?:.*/)?") depth) ; a/**/b is also a/b
                 (recur (next more) (str text ".*") depth))
               (recur more (str text "[^/]*") depth))
          \? (recur more (str text "[^/]") depth)
          \{ (recur more (str text "(?:") (inc depth))
          \} (if (pos? depth) (recur more (str text ")") (dec depth)) (recur more (str text "\\}") depth))
          \, (recur more (str text (if (pos? depth) "|" ",")) depth)
          \[ (let [[inside [_ & after]] (split-with (fn [c] (not= c \])) more)
                   [negated inside] (if (= \! (first inside)) [true (rest inside)] [false inside])
                   members (apply str (map (fn [c] (if (= c \-) "-" (java.util.regex.Pattern/quote (str c)))) inside))]
               (recur after (str text (if negated "[^/" "[") members "]") depth))
          \\ (recur (next more) (str text (java.util.regex.Pattern/quote (str (first more)))) depth)
          (recur more (str text (java.util.regex.Pattern/quote (str c))) depth))))))

(defio glob
  "The paths below a directory that match a pattern, in order. In the pattern * is any text without /, ** any text, ? one character,
  [a-z] and [!a-z] one of a set, {a,b} one of several. Names that begin with a dot are left out unless the option :hidden is true.
  (glob \"src\" \"**.clj\") => [\"src/a.clj\" \"src/b/c.clj\"]"
  [directory pattern options]
  (let [directory (str directory)
        matcher (re-pattern (pattern-text pattern))
        deep? (or (str/includes? pattern "**") (str/includes? pattern "/"))
        hidden? (fn [entry] (and (not (:hidden options)) (str/starts-with? (:name entry) ".")))
        prefix (count (below directory ""))]
    ((fn search [at]
       (vec (mapcat (fn [entry]
                      (if (hidden? entry)
                        nil
                        (let [found (if (re-matches matcher (subs (:path entry) prefix)) [(:path entry)] nil)]
                          (if (and deep? (= :directory (:type entry)))
                            (into (vec found) (search (:path entry)))
                            found))))
                    (entries at))))
     directory)))
