-- The embedded index finds by the order in which things were heard, and has nothing to keep here.
SELECT 1;
