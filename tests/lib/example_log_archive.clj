;; examples/log_archive.clj with the logs that it makes itself.
;command examples/log_archive.clj
;=> 24 files, 264162 bytes, archived in 7 % of that:
;=> 96 ERROR, 4704 INFO
;=> skipped not-a-file.log: :EISDIR
;=> manifest: 25 entries, 24 digests
