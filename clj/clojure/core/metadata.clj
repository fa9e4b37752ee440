;; Metadata.

(defn vary-meta
  "Returns obj with (f metadata args...) as its metadata. (meta (vary-meta [1] assoc :a 1)) => {:a 1}"
  [obj f & args]
  (with-meta obj (apply f (meta obj) args)))

(defn alter-meta!
  "Sets the metadata of a var, namespace, atom or agent to (f metadata args...) and returns it."
  [iref f & args]
  (reset-meta! iref (apply f (meta iref) args)))
