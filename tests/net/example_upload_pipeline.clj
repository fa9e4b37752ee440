;; The example runs as it stands.
;command examples/upload_pipeline.clj
;=> 0.txt 400 characters
;=> 1.txt 800 characters
;=> 2.txt 1200 characters
;=> 3.txt 1600 characters
;=> 4.txt 2000 characters
;=> 5.txt 2400 characters
;=> 6.txt 2800 characters
;=> 7.txt 3200 characters
;=> 8.txt 3600 characters
;=> 9.txt 4000 characters
;=> true
